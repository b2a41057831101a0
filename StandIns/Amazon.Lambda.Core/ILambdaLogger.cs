#nullable disable

namespace Amazon.Lambda.Core;

/// <summary>Writes to the function's log. Members with a level have default bodies, so an implementation may stop at the first two.</summary>
public interface ILambdaLogger
{
    /// <summary>Writes the text as it is, without a line end.</summary>
    /// <param name="message">Text.</param>
    void Log(string message);

    /// <summary>Writes the text as one record at the default level.</summary>
    /// <param name="message">Text.</param>
    void LogLine(string message);

    /// <summary>Writes one record.</summary>
    /// <param name="level">Name of a <see cref="LogLevel"/>; any other text is a label that is never filtered out.</param>
    /// <param name="message">Text.</param>
    void Log(string level, string message) => LogLine(message);

    /// <inheritdoc cref="Log(string, string)"/>
    void Log(LogLevel level, string message) => Log(level.ToString(), message);

    /// <summary>Writes one record at Trace.</summary>
    void LogTrace(string message) => Log(nameof(LogLevel.Trace), message);

    /// <summary>Writes one record at Debug.</summary>
    void LogDebug(string message) => Log(nameof(LogLevel.Debug), message);

    /// <summary>Writes one record at Information.</summary>
    void LogInformation(string message) => Log(nameof(LogLevel.Information), message);

    /// <summary>Writes one record at Warning.</summary>
    void LogWarning(string message) => Log(nameof(LogLevel.Warning), message);

    /// <summary>Writes one record at Error.</summary>
    void LogError(string message) => Log(nameof(LogLevel.Error), message);

    /// <summary>Writes one record at Critical.</summary>
    void LogCritical(string message) => Log(nameof(LogLevel.Critical), message);

    /// <summary>Writes one record from a message template, <c>{name}</c> or <c>{0}</c> for each argument.</summary>
    /// <param name="level">As in <see cref="Log(string, string)"/>.</param>
    /// <param name="message">Template.</param>
    /// <param name="args">Values, in the order of the template; each is a property of its own in the JSON log format.</param>
    void Log(string level, string message, params object[] args) => Log(level, message);

    /// <summary>Writes one record with an exception.</summary>
    void Log(string level, Exception exception, string message, params object[] args)
    {
        Log(level, message, args);
        Log(level, exception.ToString());
    }

    /// <inheritdoc cref="Log(string, string, object[])"/>
    void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);

    /// <inheritdoc cref="Log(string, Exception, string, object[])"/>
    void Log(LogLevel level, Exception exception, string message, params object[] args) => Log(level.ToString(), exception, message, args);

    /// <summary>Writes one record at Trace from a template.</summary>
    void LogTrace(string message, params object[] args) => Log(nameof(LogLevel.Trace), message, args);

    /// <summary>Writes one record at Trace with an exception.</summary>
    void LogTrace(Exception exception, string message, params object[] args) => Log(nameof(LogLevel.Trace), exception, message, args);

    /// <summary>Writes one record at Debug from a template.</summary>
    void LogDebug(string message, params object[] args) => Log(nameof(LogLevel.Debug), message, args);

    /// <summary>Writes one record at Debug with an exception.</summary>
    void LogDebug(Exception exception, string message, params object[] args) => Log(nameof(LogLevel.Debug), exception, message, args);

    /// <summary>Writes one record at Information from a template.</summary>
    void LogInformation(string message, params object[] args) => Log(nameof(LogLevel.Information), message, args);

    /// <summary>Writes one record at Information with an exception.</summary>
    void LogInformation(Exception exception, string message, params object[] args) =>
        Log(nameof(LogLevel.Information), exception, message, args);

    /// <summary>Writes one record at Warning from a template.</summary>
    void LogWarning(string message, params object[] args) => Log(nameof(LogLevel.Warning), message, args);

    /// <summary>Writes one record at Warning with an exception.</summary>
    void LogWarning(Exception exception, string message, params object[] args) => Log(nameof(LogLevel.Warning), exception, message, args);

    /// <summary>Writes one record at Error from a template.</summary>
    void LogError(string message, params object[] args) => Log(nameof(LogLevel.Error), message, args);

    /// <summary>Writes one record at Error with an exception.</summary>
    void LogError(Exception exception, string message, params object[] args) => Log(nameof(LogLevel.Error), exception, message, args);

    /// <summary>Writes one record at Critical from a template.</summary>
    void LogCritical(string message, params object[] args) => Log(nameof(LogLevel.Critical), message, args);

    /// <summary>Writes one record at Critical with an exception.</summary>
    void LogCritical(Exception exception, string message, params object[] args) => Log(nameof(LogLevel.Critical), exception, message, args);
}
