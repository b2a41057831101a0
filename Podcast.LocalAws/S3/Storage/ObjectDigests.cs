using Podcast.LocalAws.S3.Checksums;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>What was computed over an object's bytes.</summary>
internal sealed record ObjectDigests(byte[] Md5, IReadOnlyDictionary<ChecksumAlgorithm, byte[]> Checksums);
