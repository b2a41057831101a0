using System.Text.Json.Serialization;
using Podcast.LocalAws.S3.Checksums;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>Everything about an object but its bytes; kept in memory, and behind the bytes in the object's file.</summary>
internal sealed record StoredObject
{
    public required string Key { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The MD5 of the bytes in hexadecimal digits, without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>To the second, as HTTP tells it.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Rises with every write to the storage: the later of two files for one key is the object.</summary>
    public required long Sequence { get; init; }

    public required ChecksumAlgorithm ChecksumAlgorithm { get; init; }

    /// <summary>Base64.</summary>
    public required string Checksum { get; init; }

    /// <summary>Content-Type and its like, as sent.</summary>
    public required Dictionary<string, string> Headers { get; init; }

    /// <summary>The user's metadata, names in lower case without <c>x-amz-meta-</c>.</summary>
    public required Dictionary<string, string> Metadata { get; init; }

    [JsonIgnore]
    public string QuotedETag => $"\"{ETag}\"";

    [JsonIgnore]
    public string FilePath { get; init; } = "";
}
