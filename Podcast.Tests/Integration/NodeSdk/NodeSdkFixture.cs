using System.Diagnostics;
using System.Security.Cryptography;
using Podcast.AppHost.LocalTools;
using Podcast.Tests.Integration.NodeSdk;

[assembly: AssemblyFixture(typeof(NodeSdkFixture))]

namespace Podcast.Tests.Integration.NodeSdk;

/// <summary>Runs scripts with AWS's clients for Node.js, which are installed once per version into the cache of local tools.</summary>
public sealed class NodeSdkFixture
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ScriptTimeout = TimeSpan.FromMinutes(1);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Integration", "NodeSdk");

    private readonly Lazy<Task<string>> _modules = new(InstallAsync);

    /// <summary>Runs a script of this folder and returns what it printed.</summary>
    /// <param name="script">The script's file name.</param>
    /// <param name="environment">The environment of the script.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    public async Task<string> RunAsync(string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var modules = await _modules.Value;
        // The script lies beside its modules, where Node looks for them.
        var copy = Path.Combine(modules, $"{Guid.NewGuid():N}-{script}");
        File.Copy(Path.Combine(Folder, script), copy);
        try
        {
            return await RunProcessAsync("node", [copy], modules, environment, ScriptTimeout, cancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task<string> InstallAsync()
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"));
        var target = Path.Combine(ToolCache.Root, "node-sdk-" + Convert.ToHexStringLower(SHA256.HashData(lockFile))[..16]);
        if (Directory.Exists(target))
        {
            return target;
        }

        Directory.CreateDirectory(ToolCache.Root);
        var staging = Directory.CreateDirectory($"{target}.staging-{Guid.NewGuid():N}").FullName;
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(Folder, file), Path.Combine(staging, file));
        }

        await RunProcessAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], staging, new Dictionary<string, string>(), InstallTimeout, CancellationToken.None);
        try
        {
            Directory.Move(staging, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another test run was faster.
            Directory.Delete(staging, recursive: true);
        }

        return target;
    }

    private static async Task<string> RunProcessAsync(
        string file, string[] arguments, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"{file} {arguments[0]} ended with exit code {process.ExitCode}: {await errors}{await output}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
