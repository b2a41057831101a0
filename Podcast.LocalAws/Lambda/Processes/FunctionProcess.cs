using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.LocalAws.Lambda.Processes;

/// <summary>The process of one version of a function. Started when the first event waits for it, as Lambda does; started again when it has ended.</summary>
internal sealed partial class FunctionProcess(LambdaFunction function, FunctionCode code, CodePackages packages, ILogger logger) : IDisposable
{
    // The variables that a process needs to start at all; the rest of its environment is the function's own.
    private static readonly string[] Inherited = ["PATH", "HOME", "USERPROFILE", "TMPDIR", "TEMP", "SystemRoot", "DOTNET_ROOT", "LANG"];

    private readonly Lock _lock = new();
    private Process? _process;
    private bool _isStarting;
    private int _pollsBefore;
    private bool _isDisposed;

    public FunctionCode Code => code;

    public LambdaFunction Function => function;

    /// <summary>Makes sure that the process runs, or is on its way.</summary>
    public void EnsureStarted()
    {
        lock (_lock)
        {
            if (_isDisposed || _isStarting || _process is not null)
            {
                return;
            }

            _isStarting = true;
        }

        _ = StartAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Kill();
        }

        function.Runtime.ReportExit(exitCode: null);
    }

    private async Task StartAsync()
    {
        try
        {
            var folder = await packages.UnpackAsync(code);
            var command = FunctionCommand.Create(folder, function.Configuration);
            if (command is null)
            {
                Fail("Runtime.InvalidEntrypoint", $"The package has no file to start for the handler {function.Configuration.Handler}.");
                return;
            }

            Configure(command, folder);
            Start(command);
        }
        catch (Exception reason)
        {
            // The caller gets any failure instead of waiting.
            Log.NotStarted(logger, reason, function.Configuration.Name);
            Fail("Runtime.InvalidEntrypoint", reason.Message);
        }
        finally
        {
            lock (_lock)
            {
                _isStarting = false;
            }
        }
    }

    private void Configure(ProcessStartInfo command, string folder)
    {
        command.WorkingDirectory = folder;
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        command.Environment.Clear();
        foreach (var (name, value) in Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(pair => ((string)pair.Key, (string?)pair.Value)))
        {
            if (Inherited.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("OTEL_", StringComparison.Ordinal))
            {
                command.Environment[name] = value;
            }
        }

        foreach (var (name, value) in function.Environment.Resolve())
        {
            command.Environment[name] = value;
        }

        command.Environment["LAMBDA_TASK_ROOT"] = folder;
        // Lambda limits the environment's memory; .NET takes three quarters of such a limit for its heap.
        command.Environment["DOTNET_GCHeapHardLimit"] = (function.Configuration.MemorySize * 1024L * 1024 * 3 / 4).ToString("X", CultureInfo.InvariantCulture);
    }

    private void Start(ProcessStartInfo command)
    {
        var process = new Process { StartInfo = command, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Exited += (_, _) => Ended(process);
        lock (_lock)
        {
            if (_isDisposed)
            {
                process.Dispose();
                return;
            }

            _pollsBefore = function.Runtime.Polls;
            process.Start();
            _process = process;
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Log.Started(logger, function.Configuration.Name, process.Id);
    }

    private void Write(string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            function.Runtime.Log.Write(line);
            Log.Output(logger, function.Configuration.Handler, line);
        }
    }

    private void Ended(Process process)
    {
        lock (_lock)
        {
            if (_process == process)
            {
                _process = null;
            }

            if (_isDisposed)
            {
                return;
            }
        }

        var code = process.ExitCode;
        Log.Ended(logger, function.Configuration.Name, code);
        process.Dispose();
        if (function.Runtime.Polls == _pollsBefore)
        {
            Fail(ProcessExit.ErrorType, $"Error: {ProcessExit.Describe(code)}");
            return;
        }

        function.Runtime.ReportExit(code);
        if (function.Runtime.HasWaiting)
        {
            EnsureStarted();
        }
    }

    // Notifies the waiting callers.
    private void Fail(string type, string message) => function.Runtime.ReportInitError(
        Encoding.UTF8.GetBytes(new JsonObject { ["errorType"] = type, ["errorMessage"] = message }.ToJsonString()));

    private void Kill()
    {
        try
        {
            _process?.Kill(entireProcessTree: true);
        }
        catch (Exception reason) when (reason is InvalidOperationException or Win32Exception)
        {
            // The process has already exited.
        }

        _process = null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.FunctionProcessStarted, LogLevel.Information, "The process {ProcessId} of {Function} is started.")]
        public static partial void Started(ILogger logger, string function, int processId);

        [LoggerMessage(EventIds.FunctionProcessExited, LogLevel.Warning, "The process of {Function} ended with exit code {ExitCode}.")]
        public static partial void Ended(ILogger logger, string function, int exitCode);

        [LoggerMessage(EventIds.FunctionProcessNotStarted, LogLevel.Error, "The process of {Function} cannot be started.")]
        public static partial void NotStarted(ILogger logger, Exception reason, string function);

        [LoggerMessage(EventIds.FunctionProcessOutput, LogLevel.Information, "{Handler} | {Line}")]
        public static partial void Output(ILogger logger, string handler, string line);
    }
}
