using System.Collections;

namespace Podcast.AppHost.Startup;

/// <summary>
/// Changes this process's environment before anything is started: DCP, the dashboard and all resources inherit it. What the developer's shell says about
/// AWS and about proxies has no effect on a system that never leaves the machine.
/// </summary>
internal static class ProcessEnvironment
{
    private const string AwsPrefix = "AWS_";

    /// <summary>The setting of the local account's region, which README names.</summary>
    private const string Region = "AWS_REGION";

    /// <summary>
    /// For processes whose defaults suit servers: one heap for the dashboard instead of one for each core; a garbage collection after 4 MB (hexadecimal) instead of most of
    /// the processor's cache; two arenas of glibc instead of one for each thread. The launch profiles set the last two for the app host itself, since both are read
    /// when a process starts and no runtimeconfig.json has the second. See
    /// https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector and https://man7.org/linux/man-pages/man3/mallopt.3.html.
    /// </summary>
    private static readonly (string Name, string Value)[] SmallHeaps =
        [("DOTNET_gcServer", "0"), ("DOTNET_GCgen0size", "400000"), ("MALLOC_ARENA_MAX", "2")];

    // .NET reads the lower-case name first and takes a name with a leading dot for all names below it.
    private static readonly string[] NoProxy = OperatingSystem.IsWindows() ? ["NO_PROXY"] : ["no_proxy", "NO_PROXY"];
    private static readonly string[] Loopback = ["localhost", ".localhost", "127.0.0.1", "::1", "[::1]"];

    /// <summary>Removes profiles, endpoints, credentials and other settings of the AWS SDKs: a function gets its own from the template.</summary>
    public static void RemoveAwsSettings()
    {
        var names = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key);
        foreach (var name in names.Where(name => name.StartsWith(AwsPrefix, StringComparison.OrdinalIgnoreCase) && name != Region).ToList())
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>Lets everything that is started hold as much memory as it uses on a laptop. What is set already stays.</summary>
    public static void KeepHeapsSmall()
    {
        foreach (var (name, value) in SmallHeaps.Where(setting => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(setting.Name))))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Excepts the loopback interface from the proxies that the environment names. Downloads still use them.</summary>
    public static void BypassProxyForLoopback()
    {
        var configured = NoProxy.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        var entries = (configured ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var value = string.Join(',', entries.Union(Loopback, StringComparer.OrdinalIgnoreCase));
        foreach (var name in NoProxy)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
