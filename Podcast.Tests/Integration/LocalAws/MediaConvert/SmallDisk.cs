using System.Diagnostics;
using System.Globalization;

namespace Podcast.Tests.Integration.LocalAws.MediaConvert;

/// <summary>
/// A real disk with little room, for one process: a tmpfs in a mount namespace that the process is started in, so nothing of it outlives the process.
/// </summary>
/// <param name="Bytes">Its size.</param>
internal sealed record SmallDisk(long Bytes)
{
    public const string Tool = "unshare";

    private static readonly string[] Namespaces = ["--user", "--map-root-user", "--mount"];
    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    /// <summary>Why this machine cannot do it; null when it can.</summary>
    public static string? WhyNot => Obstacle.Value;

    /// <summary>Takes all room of the disk but this much. Done again, it makes room.</summary>
    /// <param name="folder">A folder on the disk.</param>
    /// <param name="free">Bytes, in steps of a page.</param>
    public static void Leave(string folder, long free)
    {
        using var ballast = new FileStream(Path.Combine(folder, "ballast"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
        ballast.SetLength(0);
        var rest = new DriveInfo(folder).AvailableFreeSpace - free;
        for (var page = new byte[64 * 1024]; rest > 0; rest -= page.Length)
        {
            ballast.Write(page.AsSpan(0, (int)Math.Min(page.Length, rest)));
        }
    }

    /// <summary>The tool's arguments that run a command with this disk at <paramref name="folder"/>.</summary>
    public IEnumerable<string> Around(string folder, IEnumerable<string> command) =>
    [
        .. Namespaces, "sh", "-c", "mount -t tmpfs -o size=\"$1\" tmpfs \"$2\" && shift 2 && exec \"$@\"", "sh",
        Bytes.ToString(CultureInfo.InvariantCulture), folder, .. command,
    ];

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "A disk of its own for one process needs Linux.";
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo(Tool, new SmallDisk(4096).Around("/tmp", ["true"])) { RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"This machine does not let a process have a disk of its own: {said.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unshare (util-linux) is not installed.";
        }
    }
}
