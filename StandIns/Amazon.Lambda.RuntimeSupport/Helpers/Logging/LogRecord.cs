namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>One record, before it is formatted.</summary>
internal readonly record struct LogRecord(
    DateTimeOffset Timestamp,
    LogLevelLoggerWriter.LogLevel Level,
    IRuntimeApiHeaders? Invocation,
    string Template,
    object?[] Arguments,
    Exception? Exception);
