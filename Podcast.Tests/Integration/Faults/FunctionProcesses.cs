using System.Collections.Concurrent;
using System.Diagnostics;
using Podcast.Functions;
using Podcast.LocalAws.Lambda;

namespace Podcast.Tests.Integration.Faults;

/// <summary>The real program, one process a function, with the environment that LocalAws makes of the template.</summary>
/// <param name="readLine">What a line that a process writes becomes in its log; the line itself where it is not said.</param>
internal sealed class FunctionProcesses(Func<string, string>? readLine = null) : IDisposable
{
    private readonly List<Process> _processes = [];
    private readonly ConcurrentQueue<string> _output = new();

    public void Start(FunctionRegistry functions)
    {
        foreach (var handler in Enum.GetNames<FunctionName>())
        {
            Start(handler, functions);
        }
    }

    /// <summary>What the processes have written to their standard output, by line; all of it once they are stopped.</summary>
    public IReadOnlyCollection<string> Output => _output;

    public void Stop()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _processes.Clear();
    }

    public void Dispose() => Stop();

    public void Start(string handler, FunctionRegistry functions)
    {
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "Podcast.Functions.dll"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var function = functions.Find(handler)!;
        foreach (var (name, value) in function.Environment.Resolve())
        {
            start.Environment[name] = value;
        }

        // The host that a show is moved from is in this process.
        start.Environment["ALLOW_PRIVATE_ADDRESSES"] = "true";
        start.Environment["LAMBDA_TASK_ROOT"] = AppContext.BaseDirectory;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            _output.Enqueue(line.Data ?? string.Empty);
            if (line.Data is { Length: > 0 } text)
            {
                function.Runtime.Log.Write(readLine is null ? text : readLine(text));
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }
}
