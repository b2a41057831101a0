using Podcast.LocalAws.S3.Checksums;

namespace Podcast.LocalAws.S3.Multipart;

/// <summary>What was said when a multipart upload began; it becomes the object's when it ends.</summary>
internal sealed record UploadDescription
{
    public required string UploadId { get; init; }

    public required string Bucket { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset Initiated { get; init; }

    /// <summary>The client's choice; <see langword="null"/> when it made none and S3 takes its own.</summary>
    public ChecksumAlgorithm? ChosenAlgorithm { get; init; }

    public required ChecksumType ChecksumType { get; init; }

    public required Dictionary<string, string> Headers { get; init; }

    public required Dictionary<string, string> Metadata { get; init; }

    public required Dictionary<string, string> Tags { get; init; }

    /// <summary>The checksum that is kept of each part.</summary>
    public ChecksumAlgorithm Algorithm() => ChosenAlgorithm ?? ChecksumAlgorithms.Default;
}
