#nullable disable

using System.Globalization;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Helpers.Logging;
using Microsoft.Win32.SafeHandles;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// Writes log records to the function's log, in the format AWS_LAMBDA_LOG_FORMAT (Text or JSON) and from the level AWS_LAMBDA_LOG_LEVEL on,
/// and takes over the console, so that what is written there is a record too.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html</remarks>
public class LogLevelLoggerWriter : IConsoleLoggerWriter
{
    private readonly RecordWriter _standardOutput;
    private readonly RecordWriter _standardError;

    /// <summary>Takes over the console of the process.</summary>
    public LogLevelLoggerWriter(IEnvironmentVariables environmentVariables)
    {
        var telemetry = OpenTelemetryLog(environmentVariables);
        _standardOutput = new RecordWriter(environmentVariables, telemetry ?? Console.Out, LogLevel.Information, TimeProvider.System);
        _standardError = new RecordWriter(environmentVariables, telemetry ?? Console.Error, LogLevel.Error, TimeProvider.System);

        // The console wraps its writer in one that locks; records that do not come through the console have to take the same lock.
        Console.SetOut(_standardOutput);
        _standardOutput.Lock = Console.Out;
        Console.SetError(_standardError);
        _standardError.Lock = Console.Error;

        LambdaLogger.RedirectTo(
            FormattedWriteLine, (level, exception, message, args) => FormattedWriteLine(level, exception, message, args));
    }

    /// <summary>Writes to other writers and leaves the console alone.</summary>
    public LogLevelLoggerWriter(TextWriter stdOutWriter, TextWriter stdErrorWriter)
        : this(new SystemEnvironmentVariables(), stdOutWriter, stdErrorWriter, TimeProvider.System)
    {
    }

    internal LogLevelLoggerWriter(
        IEnvironmentVariables environment, TextWriter standardOutput, TextWriter standardError, TimeProvider timeProvider)
    {
        _standardOutput = new RecordWriter(environment, standardOutput, LogLevel.Information, timeProvider);
        _standardError = new RecordWriter(environment, standardError, LogLevel.Error, timeProvider);
    }

    /// <summary>Severity of a record, least severe first.</summary>
    public enum LogLevel
    {
        /// <summary>Every step.</summary>
        Trace = 0,

        /// <summary>For development.</summary>
        Debug = 1,

        /// <summary>The ordinary course. The default minimum.</summary>
        Information = 2,

        /// <summary>Unexpected, and dealt with.</summary>
        Warning = 3,

        /// <summary>An operation failed.</summary>
        Error = 4,

        /// <summary>The function cannot go on.</summary>
        Critical = 5,
    }

    /// <inheritdoc/>
    public void SetRuntimeHeaders(IRuntimeApiHeaders runtimeApiHeaders)
    {
        _standardOutput.CurrentInvocation = runtimeApiHeaders;
        _standardError.CurrentInvocation = runtimeApiHeaders;
    }

    /// <inheritdoc/>
    public void FormattedWriteLine(string message) => _standardOutput.WriteRecord(null, null, message);

    /// <inheritdoc/>
    public void FormattedWriteLine(string level, string message, params object[] args) => _standardOutput.WriteRecord(level, null, message, args);

    /// <inheritdoc/>
    public void FormattedWriteLine(string level, Exception exception, string message, params object[] args) =>
        _standardOutput.WriteRecord(level, exception, message, args);

    // Lambda's own pipe for logs, where a record of several lines stays one record.
    private static TelemetryLogWriter OpenTelemetryLog(IEnvironmentVariables environment)
    {
        var descriptor = environment.GetEnvironmentVariable("_LAMBDA_TELEMETRY_LOG_FD");
        if (!int.TryParse(descriptor, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        try
        {
            var pipe = new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return new TelemetryLogWriter(pipe, LogFormat.IsJson(environment), TimeProvider.System);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
