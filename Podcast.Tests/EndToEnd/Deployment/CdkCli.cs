using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Podcast.AppHost.LocalTools;

namespace Podcast.Tests.EndToEnd.Deployment;

/// <summary>The CDK CLI that Podcast.Infra pins, installed once into the cache of local tools, speaking to one endpoint.</summary>
internal sealed class CdkCli(Uri endpoint, string accessKeyId, string secretAccessKey)
{
    private static readonly TimeSpan InstallBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan CommandBound = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command and returns its exit code and everything that it printed.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var cli = await InstallAsync();
        var environment = new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL"] = endpoint.ToString().TrimEnd('/'),
            ["AWS_ACCESS_KEY_ID"] = accessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = secretAccessKey,
            ["AWS_SESSION_TOKEN"] = null,
            ["AWS_PROFILE"] = null,
            ["AWS_REGION"] = "us-east-1",
            ["CDK_DISABLE_CLI_TELEMETRY"] = "true",
        };
        return await RunProcessAsync("node", [cli, .. arguments, "--ci", "--no-notices", "--no-color"], folder, environment, CommandBound, cancellationToken);
    }

    private static async Task<string> InstallAsync()
    {
        var source = Repository.Folder("Podcast.Infra");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"))));
        var target = Path.Combine(ToolCache.Root, "cdk-cli-" + hash[..16]);
        var cli = Path.Combine(target, "node_modules", "aws-cdk", "bin", "cdk");
        if (Directory.Exists(target))
        {
            return cli;
        }

        Directory.CreateDirectory(ToolCache.Root);
        var staging = Directory.CreateDirectory($"{target}.staging-{Guid.NewGuid():N}").FullName;
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(source, file), Path.Combine(staging, file));
        }

        var (exitCode, output) = await RunProcessAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], staging, new Dictionary<string, string?>(), InstallBound, CancellationToken.None);
        Assert.True(exitCode == 0, output);
        try
        {
            Directory.Move(staging, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another test run was faster.
            Directory.Delete(staging, recursive: true);
        }

        return cli;
    }

    private static async Task<(int ExitCode, string Output)> RunProcessAsync(
        string file, string[] arguments, string folder, Dictionary<string, string?> environment, TimeSpan bound, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(bound);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (output)
        {
            return (process.ExitCode, output.ToString());
        }

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
