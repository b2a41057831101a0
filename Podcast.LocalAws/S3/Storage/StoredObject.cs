using System.Text.Json.Serialization;
using Podcast.LocalAws.S3.Checksums;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>Everything about an object but its bytes; kept in memory, and behind the bytes in the object's file.</summary>
internal sealed record StoredObject
{
    public const string NullVersion = "null";

    public required string Key { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The version's id; <see cref="NullVersion"/> for one that was written without versioning.</summary>
    public string VersionId { get; init; } = NullVersion;

    /// <summary>Whether this version says that there is no object.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>The MD5 of the bytes in hexadecimal digits, without quotes; for a multipart upload that of its parts' MD5s, and their number.</summary>
    public required string ETag { get; init; }

    /// <summary>To the second, as HTTP tells it.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Rises with every write to the storage: the later of two files for one key is the object.</summary>
    public required long Sequence { get; init; }

    public required ChecksumAlgorithm ChecksumAlgorithm { get; init; }

    public ChecksumType ChecksumType { get; init; }

    /// <summary>Base64; with the number of parts behind a dash when it is a composite one.</summary>
    public required string Checksum { get; init; }

    /// <summary>Content-Type and its like, as sent.</summary>
    public required Dictionary<string, string> Headers { get; init; }

    /// <summary>The user's metadata, names in lower case without <c>x-amz-meta-</c>.</summary>
    public required Dictionary<string, string> Metadata { get; init; }

    /// <summary>The sizes of the parts, in order, that a multipart upload put together.</summary>
    public List<long>? PartSizes { get; init; }

    /// <summary>The multipart upload that made it.</summary>
    public string? UploadId { get; init; }

    /// <summary>As they were at first; <see cref="Bucket"/> keeps later ones beside the object's file.</summary>
    public Dictionary<string, string> Tags { get; init; } = [];

    [JsonIgnore]
    public string QuotedETag => $"\"{ETag}\"";

    [JsonIgnore]
    public string FilePath { get; init; } = "";
}
