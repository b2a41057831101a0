using System.Text.Json.Serialization;

namespace Podcast.LocalAws.S3.Multipart;

/// <summary>Everything about one part of a multipart upload but its bytes.</summary>
internal sealed record StoredPart
{
    /// <summary>From 1 to 10,000.</summary>
    public required int Number { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The MD5 of the bytes in hexadecimal digits, without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>Base64, by the upload's algorithm.</summary>
    public required string Checksum { get; init; }

    /// <summary>To the second.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Rises with every write to the storage: the later of two files for one number is the part.</summary>
    public required long Sequence { get; init; }

    [JsonIgnore]
    public string QuotedETag => $"\"{ETag}\"";

    [JsonIgnore]
    public string FilePath { get; init; } = "";
}
