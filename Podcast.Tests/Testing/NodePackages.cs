using System.Diagnostics;
using System.Security.Cryptography;
using Podcast.AppHost.LocalTools;

namespace Podcast.Tests.Testing;

/// <summary>Runs scripts with the npm packages of a folder, which are installed once per version into the cache of local tools.</summary>
/// <param name="folder">The folder of the scripts, with package.json and package-lock.json.</param>
/// <param name="cacheName">How the installed packages are called in the cache.</param>
public sealed class NodePackages(string folder, string cacheName)
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ScriptTimeout = TimeSpan.FromMinutes(1);

    private readonly Lazy<Task<string>> _modules = new(() => InstallAsync(folder, cacheName));

    /// <summary>Runs a script of the folder and returns what it printed.</summary>
    /// <param name="script">The script's file name.</param>
    /// <param name="environment">The environment of the script.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    public async Task<string> RunAsync(string script, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var modules = await _modules.Value;
        // The script lies beside its modules, where Node looks for them.
        var copy = Path.Combine(modules, $"{Guid.NewGuid():N}-{script}");
        File.Copy(Path.Combine(folder, script), copy);
        try
        {
            return await RunProcessAsync("node", [copy], modules, environment, ScriptTimeout, cancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task<string> InstallAsync(string folder, string cacheName)
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"));
        var target = Path.Combine(ToolCache.Root, cacheName + "-" + Convert.ToHexStringLower(SHA256.HashData(lockFile))[..16]);
        if (Directory.Exists(target))
        {
            return target;
        }

        Directory.CreateDirectory(ToolCache.Root);
        var staging = Directory.CreateDirectory($"{target}.staging-{Guid.NewGuid():N}").FullName;
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(folder, file), Path.Combine(staging, file));
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
