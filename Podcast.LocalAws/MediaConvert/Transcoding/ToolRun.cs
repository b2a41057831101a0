using System.Diagnostics;
using System.Globalization;
using System.Text;
using Podcast.LocalAws.MediaConvert.Jobs;

namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>
/// Runs ffmpeg or ffprobe on an untrusted file: with a limit of time, memory and file size, without this process's environment,
/// and not for longer than this process lives.
/// </summary>
internal static class ToolRun
{
    private const int LongestOutput = 1024 * 1024;
    private const int LastErrorLines = 40;

    // The shell sets the limits, which no tool can lift again, and ends the tool when its own standard input closes: that is when this process is
    // gone, however it went. A write beyond the file size limit is an error to the tool, not its end.
    private const string Guard = """
        ulimit -v "$1" 2>/dev/null; ulimit -f "$2" 2>/dev/null; ulimit -c 0 2>/dev/null; trap '' XFSZ; shift 2
        exec 3<&0
        "$@" </dev/null 3<&- &
        tool=$!
        { cat <&3 >/dev/null; kill -9 $tool; } >/dev/null 2>&1 &
        watch=$!
        wait $tool; result=$?
        kill $watch 2>/dev/null
        exit $result
        """;

    /// <param name="tool">The tool's path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="readLine">Takes its standard output line by line; null keeps it.</param>
    /// <param name="cancellationToken">Ends the tool.</param>
    /// <exception cref="JobFailedException">It took too long.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static async Task<ToolResult> RunAsync(
        string tool,
        IEnumerable<string> arguments,
        string folder,
        ToolLimits limits,
        Action<string>? readLine,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limits.Time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var process = Process.Start(CreateStart(tool, arguments, folder, limits))
            ?? throw new InvalidOperationException($"{Path.GetFileName(tool)} could not be started.");
        try
        {
            var output = ReadAsync(process.StandardOutput, readLine, ended.Token);
            var errors = ReadLastAsync(process.StandardError, ended.Token);
            await process.WaitForExitAsync(ended.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new JobFailedException(JobFailure.TimedOut, "An internal error has occurred and your job timed out.");
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private static ProcessStartInfo CreateStart(string tool, IEnumerable<string> arguments, string folder, ToolLimits limits)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C";
        if (OperatingSystem.IsWindows())
        {
            start.FileName = tool;
        }
        else
        {
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(Guard);
            start.ArgumentList.Add("guard");
            start.ArgumentList.Add(limits.MemoryKilobytes.ToString(CultureInfo.InvariantCulture));
            // In blocks of 512 bytes.
            start.ArgumentList.Add(((limits.FileBytes + 511) / 512).ToString(CultureInfo.InvariantCulture));
            start.ArgumentList.Add(tool);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static async Task<string> ReadAsync(StreamReader reader, Action<string>? readLine, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (readLine is not null)
            {
                readLine(line);
            }
            else if (kept.Length + line.Length < LongestOutput)
            {
                kept.Append(line).Append('\n');
            }
        }

        return kept.ToString();
    }

    private static async Task<string> ReadLastAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var lines = new Queue<string>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Enqueue(line);
            if (lines.Count > LastErrorLines)
            {
                lines.Dequeue();
            }
        }

        return string.Join('\n', lines);
    }

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        try
        {
            process.Kill(entireProcessTree: true);
            // Its files cannot be deleted before it has exited.
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (Exception reason) when (reason is InvalidOperationException or TimeoutException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            // It has exited in the meantime, or the operating system ends it.
        }
    }
}
