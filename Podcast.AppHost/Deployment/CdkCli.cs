using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Podcast.AppHost.LocalTools;

namespace Podcast.AppHost.Deployment;

/// <summary>The CDK CLI that Podcast.Infra pins in its package-lock.json, installed once into the cache of local tools.</summary>
internal static class CdkCli
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Returns the script for <c>node</c> to run, installing the CLI first when it is not in the cache.</summary>
    /// <param name="infra">The folder with <c>package.json</c> and <c>package-lock.json</c>.</param>
    /// <param name="progress">Gets a line when the CLI is installed.</param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <exception cref="DistributedApplicationException">npm is missing or could not install it.</exception>
    public static async Task<string> EnsureAsync(string infra, TextWriter progress, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(infra, "package-lock.json"), cancellationToken)));
        var target = Path.Combine(ToolCache.Root, "cdk-cli-" + hash[..16]);
        var cli = Path.Combine(target, "node_modules", "aws-cdk", "bin", "cdk");
        if (!Directory.Exists(target))
        {
            await progress.WriteLineAsync("CDK CLI: installing, once");
            await InstallAsync(infra, target, cancellationToken);
        }

        return cli;
    }

    private static async Task InstallAsync(string infra, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(ToolCache.Root);
        var staging = Directory.CreateDirectory($"{target}.staging-{Guid.NewGuid():N}").FullName;
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(infra, file), Path.Combine(staging, file));
        }

        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            WorkingDirectory = staging,
        };
        try
        {
            var result = await ToolProcess.RunAsync(start, InstallTimeout, cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new DistributedApplicationException($"The CDK CLI could not be installed ({NpmError.Summarize(result)}).");
            }

            Directory.Move(staging, target);
        }
        catch (Win32Exception)
        {
            throw new DistributedApplicationException("npm, which installs the CDK CLI, was not found: install Node.js 20 or later with npm and run again.");
        }
        catch (TimeoutException slow)
        {
            throw new DistributedApplicationException($"The CDK CLI could not be installed: {slow.Message}");
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another process was faster.
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }
}
