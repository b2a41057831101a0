using System.Runtime.InteropServices;

namespace Podcast.AppHost.Startup;

/// <summary>Checks how many files a process may have open.</summary>
internal static class OpenFileLimit
{
    /// <summary>DCP has the most: several for each resource, and an app host with this many resources fails somewhere below it.</summary>
    public const long Least = 1024;

    private static readonly int NumberOfFiles = OperatingSystem.IsMacOS() ? 8 : 7;

    /// <exception cref="DistributedApplicationException">It is too low, and the process may not raise it.</exception>
    public static void Check()
    {
        // .NET and Go raise the soft limit to the hard one.
        if (!OperatingSystem.IsWindows() && GetLimit(NumberOfFiles, out var limit) == 0 && limit.Hard < Least)
        {
            throw new DistributedApplicationException(
                $"This shell lets a process open {limit.Hard} files (ulimit -n), and the app host needs {Least}: run 'ulimit -n {Least}' in a new shell or raise the limit for your user, then run again.");
        }
    }

    // https://man7.org/linux/man-pages/man2/getrlimit.2.html
    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
