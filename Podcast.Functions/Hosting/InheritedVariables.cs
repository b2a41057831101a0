using System.Collections;

namespace Podcast.Functions.Hosting;

/// <summary>
/// The environment variables that a function's process on a laptop inherits from the shell in which the app host was started. A function's environment is
/// made from the template, so they are removed before the function reads any. In AWS there are none.
/// </summary>
internal static class InheritedVariables
{
    /// <summary>The variable in which the app host names those that it has set, separated by commas. Without it nothing is removed.</summary>
    private const string SetByAppHost = "PODCAST_FUNCTION_VARIABLES";

    /// <summary>Those that .NET needs to run, and those that Lambda's environments have: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.</summary>
    private static readonly string[] Needed =
    [
        "PATH", "LD_LIBRARY_PATH", "LANG", "HOME", "TMPDIR",
        "SystemRoot", "SystemDrive", "windir", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
    ];

    /// <summary>The .NET runtime and its diagnostics have read these before the first line of the program.</summary>
    private const string RuntimePrefix = "DOTNET_";

    /// <summary>Removes them from the environment of this process.</summary>
    public static void Remove()
    {
        if (Environment.GetEnvironmentVariable(SetByAppHost) is not { Length: > 0 } list)
        {
            return;
        }

        var kept = list.Split(',').Concat(Needed).ToHashSet(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key).ToList())
        {
            if (!kept.Contains(name) && !name.StartsWith(RuntimePrefix, StringComparison.Ordinal))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }
}
