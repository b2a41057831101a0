using System.Diagnostics.CodeAnalysis;

namespace Podcast.LocalAws.S3.Uploads;

/// <summary>How a body comes over the wire, by the words of <c>x-amz-content-sha256</c>.</summary>
/// <param name="IsChunked">Whether it is aws-chunked.</param>
/// <param name="IsSigned">Whether its chunks are signed.</param>
/// <param name="HasTrailer">Whether headers follow the last chunk.</param>
/// <param name="Sha256">The hexadecimal SHA-256 of the whole, when it is stated.</param>
internal sealed record PayloadKind(bool IsChunked, bool IsSigned, bool HasTrailer, string? Sha256)
{
    public static bool TryParse(string hash, [NotNullWhen(true)] out PayloadKind? kind)
    {
        kind = hash switch
        {
            "UNSIGNED-PAYLOAD" => new(false, false, false, null),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => new(true, false, true, null),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => new(true, true, false, null),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => new(true, true, true, null),
            { Length: 64 } when hash.All(char.IsAsciiHexDigit) => new(false, false, false, hash.ToLowerInvariant()),
            _ => null,
        };
        return kind is not null;
    }
}
