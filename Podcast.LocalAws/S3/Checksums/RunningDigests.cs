using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Podcast.LocalAws.S3.Checksums;

/// <summary>The MD5 and the chosen checksums over data that comes in pieces.</summary>
internal sealed class RunningDigests : IDisposable
{
    private readonly IncrementalHash _md5;
    private readonly List<(ChecksumAlgorithm Algorithm, IRunningChecksum Checksum)> _checksums;

    [SuppressMessage("Security", "CA5351", Justification = "An ETag is the MD5 of the object.")]
    public RunningDigests(params IEnumerable<ChecksumAlgorithm> algorithms)
    {
        _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        _checksums = [.. algorithms.Distinct().Select(algorithm => (algorithm, algorithm.Start()))];
    }

    public void Append(ReadOnlySpan<byte> data)
    {
        _md5.AppendData(data);
        foreach (var (_, checksum) in _checksums)
        {
            checksum.Append(data);
        }
    }

    public ObjectDigests Finish() => new(
        _md5.GetHashAndReset(),
        _checksums.ToDictionary(item => item.Algorithm, item => item.Checksum.Finish()));

    public void Dispose()
    {
        _md5.Dispose();
        _checksums.ForEach(item => item.Checksum.Dispose());
    }
}
