using Podcast.LocalAws.Auth;

namespace Podcast.LocalAws.S3;

/// <summary>
/// The headers that the author of a presigned URL put into its query, such as <c>x-amz-meta-title</c>: who uses the URL need not know them. See
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html.
/// </summary>
internal static class PresignedHeaders
{
    private const string Prefix = "x-amz-";

    // The SDK for JavaScript puts the checksum of an empty body there, whatever is sent.
    private const string ChecksumPrefix = "x-amz-checksum-";

    // Those of the signature, and what only the SDK that made the URL needs.
    private static readonly HashSet<string> OfTheSignature = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-expires", "x-amz-signedheaders", "x-amz-signature", "x-amz-security-token",
        "x-amz-content-sha256", "x-amz-region-set", "x-amz-sdk-checksum-algorithm",
    };

    /// <summary>Makes headers of a presigned request of them. A header that is sent too counts more; it is signed as well.</summary>
    public static void Apply(QueryParameters query, IHeaderDictionary headers)
    {
        if (!query.Contains("X-Amz-Signature"))
        {
            return;
        }

        foreach (var (name, value) in query.Items)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && !name.StartsWith(ChecksumPrefix, StringComparison.OrdinalIgnoreCase)
                && !OfTheSignature.Contains(name))
            {
                headers.TryAdd(name, value);
            }
        }
    }
}
