using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Podcast.Infra.Input;

/// <summary>Node.js, in which the CDK itself runs: started by its .NET binding (jsii) as a child process.</summary>
internal static class NodeRuntime
{
    // What Debian 12 has, and the CDK runs with it.
    private const int LowestMajorVersion = 18;

    private const string Advice = "install Node.js 18 or later (Debian: apt-get install nodejs npm) and build again";

    /// <summary>Checks that Node.js is there and sets what the binding reads from the environment.</summary>
    /// <exception cref="SynthesisException">Node.js is missing, does not run, or is too old.</exception>
    public static void Prepare()
    {
        var majorVersion = RequireVersion(ReadVersion("node"));

        // The binding warns, 10 lines each time, of versions that are newer or older than those it was tested with; the check above is ours.
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1");
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", majorVersion);
    }

    /// <param name="version">What "node --version" says, such as v20.20.2.</param>
    /// <returns>The major version.</returns>
    /// <exception cref="SynthesisException">The version is too old.</exception>
    internal static string RequireVersion(string version)
    {
        var majorVersion = version.TrimStart('v').Split('.')[0];
        return int.TryParse(majorVersion, CultureInfo.InvariantCulture, out var number) && number >= LowestMajorVersion
            ? majorVersion
            : throw new SynthesisException($"The stack is synthesized with Node.js, and version {version} is too old: {Advice}.");
    }

    /// <exception cref="SynthesisException">There is no such command.</exception>
    internal static string ReadVersion(string command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, "--version") { RedirectStandardOutput = true })!;
            var version = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return version;
        }
        catch (Win32Exception e)
        {
            throw new SynthesisException($"The stack is synthesized with Node.js, which is not on the PATH: {Advice}.", e);
        }
    }
}
