using System.Diagnostics;
using Podcast.Functions.Hosting;
using Podcast.LocalAws.Lambda;

namespace Podcast.Tests.Integration.Faults;

/// <summary>The real program, one process a function, with the environment that LocalAws makes of the template.</summary>
internal sealed class FunctionProcesses : IDisposable
{
    private readonly Dictionary<string, Process> _processes = new(StringComparer.Ordinal);

    public void Start(FunctionRegistry functions)
    {
        foreach (var handler in FunctionHost.Known.Split(", "))
        {
            Start(handler, functions);
        }
    }

    /// <summary>Ends the process of one function and starts another.</summary>
    public void Restart(string handler, FunctionRegistry functions)
    {
        End(_processes[handler]);
        Start(handler, functions);
    }

    public void Dispose()
    {
        foreach (var process in _processes.Values)
        {
            End(process);
        }
    }

    private static void End(Process process)
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private void Start(string handler, FunctionRegistry functions)
    {
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "Podcast.Functions.dll"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in functions.Find(handler)!.Environment.Resolve())
        {
            start.Environment[name] = value;
        }

        start.Environment["LAMBDA_TASK_ROOT"] = AppContext.BaseDirectory;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes[handler] = process;
    }
}
