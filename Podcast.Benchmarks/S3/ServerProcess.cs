using System.Diagnostics;
using System.Globalization;

namespace Podcast.Benchmarks.S3;

/// <summary>A server that is measured from outside.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public static ServerProcess Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>The first line that the server writes.</summary>
    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended before it listened.");

    /// <summary>Takes what else the server writes, so that it need not wait.</summary>
    public void Drain()
    {
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>The memory in use now and the most so far, in bytes.</summary>
    public (long Now, long Peak) Memory()
    {
        if (OperatingSystem.IsLinux())
        {
            var lines = File.ReadAllLines($"/proc/{_process.Id}/status");
            return (Kilobytes(lines, "VmRSS:"), Kilobytes(lines, "VmHWM:"));
        }

        _process.Refresh();
        return (_process.WorkingSet64, _process.PeakWorkingSet64);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static long Kilobytes(string[] lines, string name) =>
        1024 * long.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
