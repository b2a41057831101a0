namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

internal interface ILogFormatter
{
    string Format(in LogRecord record);
}
