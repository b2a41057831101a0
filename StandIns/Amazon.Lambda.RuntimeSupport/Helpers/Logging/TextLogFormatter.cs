using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>Time, request id, level and message, separated by tabs; or the message alone.</summary>
internal sealed class TextLogFormatter(bool prefix) : ILogFormatter
{
    private readonly MessageTemplateCache _templates = new();

    public string Format(in LogRecord record)
    {
        var line = new StringBuilder();
        if (prefix)
        {
            line.Append(LogValue.Format(record.Timestamp)).Append('\t')
                .Append(record.Invocation?.AwsRequestId).Append('\t')
                .Append(GetLabel(record.Level)).Append('\t');
        }

        line.Append(record.Arguments.Length == 0 ? record.Template : _templates.Get(record.Template).Render(record.Arguments));
        if (record.Exception is not null)
        {
            if (record.Template.Length > 0)
            {
                line.Append('\n');
            }

            line.Append(record.Exception);
        }

        return line.ToString();
    }

    private static string GetLabel(LogLevelLoggerWriter.LogLevel level) => level switch
    {
        LogLevelLoggerWriter.LogLevel.Trace => "trce",
        LogLevelLoggerWriter.LogLevel.Debug => "dbug",
        LogLevelLoggerWriter.LogLevel.Information => "info",
        LogLevelLoggerWriter.LogLevel.Warning => "warn",
        LogLevelLoggerWriter.LogLevel.Error => "fail",
        _ => "crit",
    };
}
