using System.Buffers.Binary;
using System.IO.Hashing;

namespace Podcast.LocalAws.S3.Checksums;

/// <summary>A 32-bit CRC, in the byte order that S3 uses.</summary>
internal sealed class RunningCrc32(Crc32ParameterSet parameters) : IRunningChecksum
{
    private readonly Crc32 _crc = new(parameters);

    public void Append(ReadOnlySpan<byte> data) => _crc.Append(data);

    public byte[] Finish()
    {
        var value = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, _crc.GetCurrentHashAsUInt32());
        return value;
    }

    public void Dispose()
    {
    }
}
