using System.Buffers.Binary;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Helpers.Logging;

/// <summary>
/// Writes to Lambda's telemetry pipe: 4 bytes of frame type, 4 bytes of length, 8 bytes of epoch microseconds, all big-endian, then the record.
/// </summary>
internal sealed class TelemetryLogWriter(Stream pipe, bool json, TimeProvider timeProvider) : TextWriter
{
    private const int HeaderLength = 16;
    private const uint TextFrame = 0xa55a0003;
    private const uint JsonFrame = 0xa55a0002;

    public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        var frame = new byte[HeaderLength + Encoding.GetByteCount(value)];
        BinaryPrimitives.WriteUInt32BigEndian(frame, json ? JsonFrame : TextFrame);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), frame.Length - HeaderLength);
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(8), (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        Encoding.GetBytes(value, frame.AsSpan(HeaderLength));
        pipe.Write(frame);
        pipe.Flush();
    }
}
