using System.Globalization;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>A console writer that makes a record of every line written to it, and passes on what is written without a line end.</summary>
internal sealed class RecordWriter(
    IEnvironmentVariables environment, TextWriter inner, LogLevelLoggerWriter.LogLevel defaultLevel, TimeProvider timeProvider)
    : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly ILogFormatter _formatter = LogFormat.Create(environment);
    private readonly LogLevelLoggerWriter.LogLevel _minimumLevel = LogFormat.GetMinimumLevel(environment);

    // With several invocations at a time each has its own; a plain field also reaches threads the handler did not start.
    private readonly AsyncLocal<IRuntimeApiHeaders?>? _perInvocation = ConcurrencySettings.IsMultiConcurrency(environment) ? new() : null;
    private IRuntimeApiHeaders? _current;

    public override Encoding Encoding => inner.Encoding;

    internal object Lock { get; set; } = new();

    internal IRuntimeApiHeaders? CurrentInvocation
    {
        get => _perInvocation is null ? _current : _perInvocation.Value;
        set
        {
            if (_perInvocation is null)
            {
                _current = value;
            }
            else
            {
                _perInvocation.Value = value;
            }
        }
    }

    public override void Flush() => inner.Flush();

    public override void Write(char value) => inner.Write(value);

    public override void Write(string? value) => inner.Write(value);

    public override void Write(char[] buffer, int index, int count) => inner.Write(buffer, index, count);

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(buffer);

    public override void WriteLine() => WriteLine(string.Empty);

    public override void WriteLine(string? value) => WriteRecord(null, null, value);

    public override void WriteLine(object? value) => WriteLine(Convert.ToString(value, FormatProvider));

    public override void WriteLine(char[]? buffer) => WriteLine(new string(buffer));

    public override void WriteLine(char[] buffer, int index, int count) => WriteLine(new string(buffer, index, count));

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(new string(buffer));

    public override void WriteLine(StringBuilder? value) => WriteLine(value?.ToString());

    public override void WriteLine(bool value) => WriteLine(value ? bool.TrueString : bool.FalseString);

    public override void WriteLine(char value) => WriteLine(value.ToString());

    public override void WriteLine(int value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(uint value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(long value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(ulong value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(float value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(double value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(decimal value) => WriteLine(value.ToString(FormatProvider));

    public override void WriteLine(string format, object? arg0) => WriteLine(string.Format(FormatProvider, format, arg0));

    public override void WriteLine(string format, object? arg0, object? arg1) => WriteLine(string.Format(FormatProvider, format, arg0, arg1));

    public override void WriteLine(string format, object? arg0, object? arg1, object? arg2) =>
        WriteLine(string.Format(FormatProvider, format, arg0, arg1, arg2));

    public override void WriteLine(string format, params object?[] arg) => WriteLine(string.Format(FormatProvider, format, arg));

    public override void WriteLine(string format, params ReadOnlySpan<object?> arg) => WriteLine(string.Format(FormatProvider, format, arg));

    internal void WriteRecord(string? level, Exception? exception, string? template, params object?[]? arguments)
    {
        var parsed = level is null ? defaultLevel : LogFormat.Parse(level);
        if (parsed < _minimumLevel)
        {
            return;
        }

        lock (Lock)
        {
            inner.WriteLine(_formatter.Format(
                new LogRecord(timeProvider.GetUtcNow(), parsed ?? defaultLevel, CurrentInvocation, template ?? string.Empty, arguments ?? [], exception)));
        }
    }
}
