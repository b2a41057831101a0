#nullable disable

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>Writes log records in the function's log format.</summary>
public interface IConsoleLoggerWriter
{
    /// <summary>Tells which invocation the following records belong to.</summary>
    void SetRuntimeHeaders(IRuntimeApiHeaders runtimeApiHeaders);

    /// <summary>Writes a record at the default level.</summary>
    void FormattedWriteLine(string message);

    /// <summary>Writes a record.</summary>
    void FormattedWriteLine(string level, string message, params object[] args);

    /// <summary>Writes a record with an exception.</summary>
    void FormattedWriteLine(string level, Exception exception, string message, params object[] args);
}
