using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>Finds the Java that runs DynamoDB Local.</summary>
internal static partial class JavaRuntime
{
    /// <summary>The oldest major version that runs it.</summary>
    public const int Required = 17;

    private const string Install = "install Java 17 (Debian: apt-get install openjdk-17-jre-headless)";
    private static readonly TimeSpan VersionTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The full path of <c>java</c>: of <c>JAVA_HOME</c> when it is set, else the first on the <c>PATH</c>.</summary>
    /// <exception cref="DistributedApplicationException">There is none, it does not run, or it is too old.</exception>
    public static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        var name = OperatingSystem.IsWindows() ? "java.exe" : "java";
        var home = Environment.GetEnvironmentVariable("JAVA_HOME");
        string?[] folders = [string.IsNullOrEmpty(home) ? null : Path.Combine(home, "bin"), .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        var path = folders.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.Combine(folder!, name)).FirstOrDefault(File.Exists)
            ?? throw new DistributedApplicationException(
                $"Java, which runs DynamoDB Local, was not found: {Install} or set JAVA_HOME, then run again.");
        await RequireVersionAsync(path, isJavaHome: !string.IsNullOrEmpty(home) && path == Path.Combine(home, "bin", name), cancellationToken);
        return path;
    }

    private static async Task RequireVersionAsync(string path, bool isJavaHome, CancellationToken cancellationToken)
    {
        var location = isJavaHome ? $"{path} (from JAVA_HOME)" : $"{path} (the first on the PATH)";
        var version = ReadReleaseFile(path) ?? await RunVersionCommandAsync(path, location, cancellationToken);
        if (version is not null && MajorOf(version) is { } major && major < Required)
        {
            throw new DistributedApplicationException(
                $"DynamoDB Local needs Java {Required} or later, but {location} is version {version}: {Install} and put it first on the PATH or set JAVA_HOME to it, then run again.");
        }
    }

    // It is beside the folder that the path leads to, and read in a millisecond; a JVM takes a hundred to say the same.
    private static string? ReadReleaseFile(string path)
    {
        var program = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var release = Path.Combine(Path.GetDirectoryName(program)!, "..", "release");
        return File.Exists(release) && ReleaseVersion.Match(File.ReadAllText(release)) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static async Task<string?> RunVersionCommandAsync(string path, string location, CancellationToken cancellationToken)
    {
        var reason = "";
        try
        {
            var result = await ToolProcess.RunAsync(new ProcessStartInfo(path, ["-version"]), VersionTimeout, cancellationToken);
            if (result.ExitCode == 0)
            {
                return ReportedVersion.Match(result.Error + result.Output) is { Success: true } match ? match.Groups[1].Value : null;
            }

            reason = $"exit code {result.ExitCode}";
        }
        catch (Exception failure) when (failure is Win32Exception or TimeoutException)
        {
            reason = failure.Message.TrimEnd('.');
        }

        throw new DistributedApplicationException($"Java, which runs DynamoDB Local, does not run: {location} -version failed ({reason}). To fix it, {Install} or set JAVA_HOME, then run again.");
    }

    // Up to version 8 they were numbered 1.8.0.
    private static int? MajorOf(string version)
    {
        var parts = version.Split('.', '_', '-', '+');
        var major = parts[0] == "1" && parts.Length > 1 ? parts[1] : parts[0];
        return int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [GeneratedRegex("^JAVA_VERSION=\"([^\"]+)\"", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ReleaseVersion { get; }

    [GeneratedRegex("version \"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex ReportedVersion { get; }
}
