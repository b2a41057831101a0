using System.Text;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Uploads;

/// <summary>The headers of an upload that stay with the object, and those that ask for what is left out.</summary>
internal static class ObjectHeaders
{
    public const string MetadataPrefix = "x-amz-meta-";

    private static readonly string[] Kept =
        ["Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type", "Expires"];

    private static readonly string[] NotImplemented =
    [
        "x-amz-website-redirect-location", "x-amz-write-offset-bytes", "x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date",
        "x-amz-object-lock-legal-hold", "x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-aws-kms-key-id",
        "x-amz-server-side-encryption-context", "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write-acp",
    ];

    public static Dictionary<string, string> Read(IHeaderDictionary headers)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Kept)
        {
            if (headers.TryGetValue(name, out var value) && Keep(name, value.ToString()) is { Length: > 0 } text)
            {
                kept[name] = Ascii.IsValid(text) ? text : throw S3Errors.InvalidArgument($"The value of {name} has characters outside of ASCII.");
            }
        }

        kept.TryAdd("Content-Type", "binary/octet-stream");
        return kept;
    }

    /// <exception cref="AwsException">There is more of it than S3 keeps.</exception>
    public static Dictionary<string, string> ReadMetadata(IHeaderDictionary headers)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var size = 0;
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var key = name[MetadataPrefix.Length..].ToLowerInvariant();
                metadata[key] = value.ToString();
                size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(metadata[key]);
            }
        }

        return size <= S3Limits.LargestMetadata ? metadata : throw S3Errors.MetadataTooLarge();
    }

    /// <summary>Refuses what would silently not happen.</summary>
    /// <exception cref="AwsException">A header asks for something that is left out, or that the bucket does not allow.</exception>
    public static void RefuseUnsupported(IHeaderDictionary headers)
    {
        foreach (var name in NotImplemented)
        {
            if (headers.ContainsKey(name))
            {
                throw S3Errors.HeaderNotImplemented(name);
            }
        }

        RequireOneOf(headers, "x-amz-storage-class", "STANDARD");
        RequireOneOf(headers, "x-amz-server-side-encryption", "AES256");

        // ACLs are off: every object belongs to the bucket's owner.
        if (headers.TryGetValue("x-amz-acl", out var acl) && acl != "bucket-owner-full-control")
        {
            throw new AwsException("AccessControlListNotSupported", "The bucket does not allow ACLs", 400);
        }
    }

    private static void RequireOneOf(IHeaderDictionary headers, string name, string only)
    {
        if (headers.TryGetValue(name, out var value) && value != only)
        {
            throw S3Errors.HeaderNotImplemented($"{name}: {value}");
        }
    }

    // aws-chunked is the encoding of the request, not of the object.
    private static string Keep(string name, string value) => name == "Content-Encoding"
        ? string.Join(", ", value.Split(',', StringSplitOptions.TrimEntries).Where(coding => coding is not ("aws-chunked" or "")))
        : value;
}
