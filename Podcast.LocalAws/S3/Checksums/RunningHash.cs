using System.Security.Cryptography;

namespace Podcast.LocalAws.S3.Checksums;

internal sealed class RunningHash(HashAlgorithmName algorithm) : IRunningChecksum
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
