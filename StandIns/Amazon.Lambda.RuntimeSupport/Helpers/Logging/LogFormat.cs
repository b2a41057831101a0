namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>The log format and minimum level of the function, each set for this client alone or for Lambda as a whole.</summary>
internal static class LogFormat
{
    internal static bool IsJson(IEnvironmentVariables environment) => Is(environment, "Json");

    internal static ILogFormatter Create(IEnvironmentVariables environment) =>
        IsJson(environment) ? new JsonLogFormatter() : new TextLogFormatter(prefix: !Is(environment, "Unformatted"));

    internal static LogLevelLoggerWriter.LogLevel GetMinimumLevel(IEnvironmentVariables environment)
    {
        var name = Get(environment, "AWS_LAMBDA_HANDLER_LOG_LEVEL", "AWS_LAMBDA_LOG_LEVEL");
        return name?.ToUpperInvariant() switch
        {
            "FATAL" => LogLevelLoggerWriter.LogLevel.Critical,
            "WARN" => LogLevelLoggerWriter.LogLevel.Warning,
            _ => Parse(name) ?? LogLevelLoggerWriter.LogLevel.Information,
        };
    }

    internal static LogLevelLoggerWriter.LogLevel? Parse(string? name) =>
        Enum.TryParse<LogLevelLoggerWriter.LogLevel>(name, ignoreCase: true, out var level) ? level : null;

    private static bool Is(IEnvironmentVariables environment, string format) => string.Equals(
        Get(environment, "AWS_LAMBDA_HANDLER_LOG_FORMAT", "AWS_LAMBDA_LOG_FORMAT"), format, StringComparison.OrdinalIgnoreCase);

    private static string? Get(IEnvironmentVariables environment, string name, string fallback)
    {
        var value = environment.GetEnvironmentVariable(name);
        return string.IsNullOrEmpty(value) ? environment.GetEnvironmentVariable(fallback) : value;
    }
}
