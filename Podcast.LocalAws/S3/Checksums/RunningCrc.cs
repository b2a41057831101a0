namespace Podcast.LocalAws.S3.Checksums;

internal sealed class RunningCrc(Crc crc) : IRunningChecksum
{
    private ulong _register = crc.Initial;

    public void Append(ReadOnlySpan<byte> data) => _register = crc.Append(_register, data);

    public byte[] Finish() => crc.Finish(_register);

    public void Dispose()
    {
    }
}
