using System.Buffers.Binary;
using System.Text;
using Amazon.Lambda.RuntimeSupport.Helpers.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport.Internal;

public sealed class TelemetryLogWriterTests
{
    [Theory]
    [InlineData(false, 0xa55a0003)]
    [InlineData(true, 0xa55a0002)]
    public void WriteLine_SeveralLines_IsOneFrame(bool json, uint type)
    {
        using var pipe = new MemoryStream();
        using var writer = new TelemetryLogWriter(pipe, json, new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1)));

        writer.WriteLine("one\ntwo \u2713");

        var frame = pipe.ToArray();
        Assert.Equal(type, BinaryPrimitives.ReadUInt32BigEndian(frame));
        Assert.Equal(frame.Length - 16, BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)));
        Assert.Equal(1_000_000, BinaryPrimitives.ReadInt64BigEndian(frame.AsSpan(8)));
        Assert.Equal("one\ntwo \u2713\n", Encoding.UTF8.GetString(frame.AsSpan(16)));
    }
}
