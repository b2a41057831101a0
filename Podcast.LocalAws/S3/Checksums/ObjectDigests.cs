namespace Podcast.LocalAws.S3.Checksums;

/// <summary>What was computed over an object's bytes.</summary>
internal sealed record ObjectDigests(byte[] Md5, IReadOnlyDictionary<ChecksumAlgorithm, byte[]> Checksums)
{
    /// <summary>In hexadecimal digits, without quotes.</summary>
    public string ETag => Convert.ToHexStringLower(Md5);

    /// <summary>Base64.</summary>
    public string Checksum(ChecksumAlgorithm algorithm) => Convert.ToBase64String(Checksums[algorithm]);
}
