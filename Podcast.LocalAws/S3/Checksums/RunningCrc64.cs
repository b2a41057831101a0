using System.Buffers.Binary;
using System.IO.Hashing;

namespace Podcast.LocalAws.S3.Checksums;

/// <summary>A 64-bit CRC, in the byte order that S3 uses.</summary>
internal sealed class RunningCrc64(Crc64ParameterSet parameters) : IRunningChecksum
{
    private readonly Crc64 _crc = new(parameters);

    public void Append(ReadOnlySpan<byte> data) => _crc.Append(data);

    public byte[] Finish()
    {
        var value = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(value, _crc.GetCurrentHashAsUInt64());
        return value;
    }

    public void Dispose()
    {
    }
}
