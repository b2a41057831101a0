using System.Diagnostics;
using System.Globalization;

namespace Podcast.Benchmarks.StartUp;

/// <summary>
/// An app host's process with everything it started, found in <c>/proc</c> (https://man7.org/linux/man-pages/man5/proc.5.html). Aspire's orchestrator
/// detaches itself from the app host, and names the process it watches by <c>--monitor</c> on its command line.
/// </summary>
internal sealed class ProcessFamily(int root)
{
    private const double TicksPerSecond = 100;
    private const string Handler = "_HANDLER=";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<int> _seen = [];

    /// <summary>The memory of all members that run now.</summary>
    public ProcessMemory Measure()
    {
        var members = Find();
        return new(members.Count, members.Sum(ProportionalKilobytes) / 1024);
    }

    /// <summary>The processor time that all members which run now have taken so far.</summary>
    public TimeSpan MeasureProcessorTime() => TimeSpan.FromSeconds(Find().Sum(ProcessorTicks) / TicksPerSecond);

    /// <summary>All members that run now, each for itself.</summary>
    public IReadOnlyList<ProcessPart> Parts() =>
    [
        .. Find().Select(id => new ProcessPart(id, NameOf(id), ProportionalKilobytes(id), Handles(id))).Where(part => part.Name.Length > 0).OrderBy(part => part.Name, StringComparer.Ordinal),
    ];

    /// <summary>Returns when no process that was ever found by <see cref="Measure"/> runs any more.</summary>
    /// <exception cref="TimeoutException">One still runs after <paramref name="timeout"/>.</exception>
    public async Task WaitUntilGoneAsync(TimeSpan timeout)
    {
        var started = Stopwatch.GetTimestamp();
        while (_seen.Any(IsRunning))
        {
            if (Stopwatch.GetElapsedTime(started) > timeout)
            {
                throw new TimeoutException($"Still running: {string.Join("; ", _seen.Where(IsRunning).Select(CommandLine))}");
            }

            await Task.Delay(Interval);
        }
    }

    private HashSet<int> Find()
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: Parent(id), Watched: WatchedProcess(id)))
            .ToList();
        var members = new HashSet<int> { root };
        while (all.Any(process => (members.Contains(process.Parent) || members.Contains(process.Watched)) && members.Add(process.Id)))
        {
        }

        _seen.UnionWith(members);
        return members;
    }

    private static int Parent(int id) => (int)Field(id, 4);

    // In user mode and in the kernel.
    private static long ProcessorTicks(int id) => Field(id, 14) + Field(id, 15);

    // A field of stat, counted from 1; the second is the name in parentheses, which may hold spaces. Zero when the process is gone.
    private static long Field(int id, int number)
    {
        var stat = Read(id, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > number - 3 ? long.Parse(fields[number - 3], CultureInfo.InvariantCulture) : 0;
    }

    private static int WatchedProcess(int id)
    {
        var arguments = Read(id, "cmdline").Split('\0');
        var index = Array.IndexOf(arguments, "--monitor");
        return index >= 0 && int.TryParse(arguments[index + 1], CultureInfo.InvariantCulture, out var watched) ? watched : 0;
    }

    private static long ProportionalKilobytes(int id) =>
        Read(id, "smaps_rollup").Split('\n').FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            : 0;

    // A process that has ended and waits for its parent to notice is a zombie: nothing of it runs.
    private static bool IsRunning(int id)
    {
        var stat = Read(id, "stat");
        return stat.Length > 0 && !stat[(stat.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
    }

    // A function has its name in its environment; the rest is known by what was started.
    private static string NameOf(int id)
    {
        var command = Read(id, "cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return command switch
        {
            [] => "",
            _ when Array.Exists(command, argument => argument.EndsWith("Podcast.Functions", StringComparison.Ordinal) || argument.EndsWith("Podcast.Functions.dll", StringComparison.Ordinal)) =>
                Read(id, "environ").Split('\0').FirstOrDefault(variable => variable.StartsWith(Handler, StringComparison.Ordinal))?[Handler.Length..] ?? "",
            _ => Array.Find(command.Select(argument => Path.GetFileNameWithoutExtension(argument)).ToArray(), ProcessPart.Known.Contains) ?? Path.GetFileName(command[0]),
        };
    }

    private static int Handles(int id)
    {
        try
        {
            return Directory.GetFiles($"/proc/{id}/fd").Length;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string CommandLine(int id) => $"{id} {Read(id, "cmdline").Replace('\0', ' ')}";

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
