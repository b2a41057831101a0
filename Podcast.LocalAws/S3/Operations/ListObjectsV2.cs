using System.Buffers.Text;
using System.Text;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html.</summary>
internal sealed class ListObjectsV2(S3Owner owner) : IS3Operation
{
    public IReadOnlyList<string> Names => ["ListObjectsV2"];

    public string? Action(S3Request request) => "s3:ListBucket";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var query = request.Query;
        var encode = ListParameters.Encoding(request);
        var token = query["continuation-token"];
        var after = token is null ? query["start-after"] ?? "" : DecodeToken(token);
        var maxKeys = ListParameters.Maximum(request, "max-keys");
        var page = bucket.List(new(query["prefix"] ?? "", query["delimiter"] ?? "", after, Math.Min(maxKeys, S3Limits.LargestPage)));
        // With room for nothing S3 reports an end, not a page to come.
        var next = maxKeys == 0 ? null : page.Next;

        return S3Xml.WriteAsync(request, "ListBucketResult", xml =>
        {
            xml.WriteElement("Name", bucket.Name);
            xml.WriteElement("Prefix", encode(query["prefix"] ?? ""));
            xml.WriteIfPresent("Delimiter", query["delimiter"], encode);
            xml.WriteIfPresent("StartAfter", query["start-after"], encode);
            xml.WriteIfPresent("ContinuationToken", token, value => value);
            xml.WriteIfPresent("NextContinuationToken", next is null ? null : EncodeToken(next), value => value);
            xml.WriteIfPresent("EncodingType", query["encoding-type"], value => value);
            xml.WriteElement("KeyCount", page.Count);
            xml.WriteElement("MaxKeys", Math.Min(maxKeys, S3Limits.LargestPage));
            xml.WriteElement("IsTruncated", next is not null);
            foreach (var item in page.Objects)
            {
                xml.WriteContents(item, encode, query["fetch-owner"] == "true" ? owner.Id : null);
            }

            foreach (var prefix in page.CommonPrefixes)
            {
                xml.WriteNested("CommonPrefixes", () => xml.WriteElement("Prefix", encode(prefix)));
            }
        });
    }

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
}
