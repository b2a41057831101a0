using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Xml;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html.</summary>
internal static class ListObjectsV2
{
    public static Task HandleAsync(S3Request request, Bucket bucket, string ownerId)
    {
        var query = request.Query;
        var encode = query["encoding-type"] switch
        {
            null => (Func<string, string>)(value => value),
            "url" => EncodeKey,
            _ => throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request"),
        };
        var token = query["continuation-token"];
        var after = token is null ? query["start-after"] ?? "" : DecodeToken(token);
        var maxKeys = ParseMaxKeys(query["max-keys"]);
        var page = bucket.List(new(query["prefix"] ?? "", query["delimiter"] ?? "", after, Math.Min(maxKeys, S3Limits.LargestPage)));
        // With room for nothing S3 reports an end, not a page to come.
        var next = maxKeys == 0 ? null : page.Next;

        return S3Xml.WriteAsync(request, "ListBucketResult", xml =>
        {
            xml.WriteElement("Name", bucket.Name);
            xml.WriteElement("Prefix", encode(query["prefix"] ?? ""));
            WriteIfPresent(xml, "Delimiter", query["delimiter"], encode);
            WriteIfPresent(xml, "StartAfter", query["start-after"], encode);
            WriteIfPresent(xml, "ContinuationToken", token, value => value);
            WriteIfPresent(xml, "NextContinuationToken", next is null ? null : EncodeToken(next), value => value);
            WriteIfPresent(xml, "EncodingType", query["encoding-type"], value => value);
            xml.WriteElement("KeyCount", page.Count);
            xml.WriteElement("MaxKeys", Math.Min(maxKeys, S3Limits.LargestPage));
            xml.WriteElement("IsTruncated", next is not null);
            foreach (var item in page.Objects)
            {
                WriteObject(xml, item, encode, query["fetch-owner"] == "true" ? ownerId : null);
            }

            foreach (var prefix in page.CommonPrefixes)
            {
                xml.WriteNested("CommonPrefixes", () => xml.WriteElement("Prefix", encode(prefix)));
            }
        });
    }

    /// <summary>What <c>encoding-type=url</c> does to a key: as a form field, but slashes and asterisks stay.</summary>
    internal static string EncodeKey(string key) => UriEncoding.Encode(key)
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%2A", "*", StringComparison.Ordinal)
        .Replace("%20", "+", StringComparison.Ordinal)
        .Replace("~", "%7E", StringComparison.Ordinal);

    internal static string EncodeToken(string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(last));

    internal static string DecodeToken(string token)
    {
        try
        {
            return token.Length == 0 ? throw InvalidToken() : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw InvalidToken();
        }

        static Exception InvalidToken() => S3Errors.InvalidArgument("The continuation token provided is incorrect");
    }

    private static int ParseMaxKeys(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return S3Limits.LargestPage;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var maxKeys))
        {
            throw S3Errors.InvalidArgument("Provided max-keys not an integer or within integer range");
        }

        return maxKeys >= 0 ? maxKeys : throw S3Errors.InvalidArgument("Argument maxKeys must be an integer between 0 and 2147483647");
    }

    private static void WriteIfPresent(XmlWriter xml, string name, string? value, Func<string, string> encode)
    {
        if (!string.IsNullOrEmpty(value))
        {
            xml.WriteElement(name, encode(value));
        }
    }

    private static void WriteObject(XmlWriter xml, StoredObject item, Func<string, string> encode, string? ownerId) => xml.WriteNested("Contents", () =>
    {
        xml.WriteElement("Key", encode(item.Key));
        xml.WriteElement("LastModified", item.LastModified);
        xml.WriteElement("ETag", item.QuotedETag);
        xml.WriteElement("ChecksumAlgorithm", item.ChecksumAlgorithm.Name());
        xml.WriteElement("ChecksumType", "FULL_OBJECT");
        xml.WriteElement("Size", item.Size);
        if (ownerId is not null)
        {
            xml.WriteNested("Owner", () => xml.WriteElement("ID", ownerId));
        }

        xml.WriteElement("StorageClass", "STANDARD");
    });
}
