using System.Diagnostics;

namespace Podcast.Tests.EndToEnd.Recovery;

/// <summary>A process of a running app host, found by the marker in its environment.</summary>
/// <param name="Part">The function's name, <c>aws</c> or <c>dynamodb</c>.</param>
/// <param name="Id">The process id.</param>
internal sealed record SystemProcess(string Part, int Id)
{
    public const string Aws = "aws";
    public const string DynamoDb = "dynamodb";

    /// <summary>The parts that an app host started, which all inherit its environment.</summary>
    public static IReadOnlyList<SystemProcess> Find(string marker) =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit))
            .Select(folder => (Id: int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture), Environment: Read(folder, "environ"), Command: Read(folder, "cmdline")))
            .Where(process => process.Environment.Contains(marker, StringComparison.Ordinal))
            .Select(process => (process.Id, Part: PartOf(process.Environment, process.Command)))
            .Where(process => process.Part is not null)
            .Select(process => new SystemProcess(process.Part!, process.Id)),
    ];

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(Id);
        process.Kill();
    }

    private static string? PartOf(string environment, string command) => command.Split('\0')[0] switch
    {
        var file when file.EndsWith("/Podcast.LocalAws", StringComparison.Ordinal) => Aws,
        var file when file.EndsWith("/java", StringComparison.Ordinal) => DynamoDb,
        var file when file.EndsWith("/Podcast.Functions", StringComparison.Ordinal) =>
            environment.Split('\0').FirstOrDefault(variable => variable.StartsWith("_HANDLER=", StringComparison.Ordinal))?["_HANDLER=".Length..],
        _ => null,
    };

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
