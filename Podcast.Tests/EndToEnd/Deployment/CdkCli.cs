using System.Diagnostics;
using System.Text;

namespace Podcast.Tests.EndToEnd.Deployment;

/// <summary>The CDK CLI that Podcast.Infra pins, installed once into the cache of local tools, speaking to one endpoint.</summary>
internal sealed class CdkCli(Uri endpoint, string accessKeyId, string secretAccessKey)
{
    private static readonly TimeSpan CommandBound = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command and returns its exit code and everything that it printed.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var cli = await EnsureAsync(cancellationToken);
        return await RunProcessAsync("node", [cli, .. arguments, "--ci", "--no-notices", "--no-color"], folder, [], cancellationToken);
    }

    /// <summary>Runs the built app host as <c>aspire publish</c> and <c>aspire deploy</c> do, with a cache of local tools that holds the CDK CLI alone.</summary>
    public async Task<(int ExitCode, string Output)> RunAppHostAsync(
        string step, string output, string package, string tools, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(tools);
        var installed = (await EnsureAsync(cancellationToken)).Split(Path.DirectorySeparatorChar + "node_modules")[0];
        Directory.CreateSymbolicLink(Path.Combine(tools, Path.GetFileName(installed)), installed);
        return await RunProcessAsync(
            Path.Combine(Repository.Output("Podcast.AppHost"), OperatingSystem.IsWindows() ? "Podcast.AppHost.exe" : "Podcast.AppHost"),
            ["--operation", "publish", "--step", step, "--output-path", output, "--Functions", package],
            tools,
            [new("PODCAST_TOOLS", tools)],
            cancellationToken);
    }

    private static Task<string> EnsureAsync(CancellationToken cancellationToken) =>
        AppHost.Deployment.CdkCli.EnsureAsync(Repository.Folder("Podcast.Infra"), Console.Error, cancellationToken);

    private async Task<(int ExitCode, string Output)> RunProcessAsync(
        string file, string[] arguments, string folder, KeyValuePair<string, string?>[] more, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?>(more)
        {
            ["AWS_ENDPOINT_URL"] = endpoint.ToString().TrimEnd('/'),
            ["AWS_ACCESS_KEY_ID"] = accessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = secretAccessKey,
            ["AWS_SESSION_TOKEN"] = null,
            ["AWS_PROFILE"] = null,
            ["AWS_REGION"] = "us-east-1",
            ["CDK_DISABLE_CLI_TELEMETRY"] = "true",
        };
        return await RunProcessAsync(file, arguments, folder, environment, CommandBound, cancellationToken);
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
