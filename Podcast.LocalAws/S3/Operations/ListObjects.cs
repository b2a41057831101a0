using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>The first version of the listing, which s3cmd, rclone and older SDKs use. See https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html.</summary>
internal sealed class ListObjects(S3Owner owner) : IS3Operation
{
    public IReadOnlyList<string> Names => ["ListObjects"];

    public string? Action(S3Request request) => "s3:ListBucket";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var query = request.Query;
        var encode = ListParameters.Encoding(request);
        var maxKeys = ListParameters.Maximum(request, "max-keys");
        var page = bucket.List(new(query["prefix"] ?? "", query["delimiter"] ?? "", query["marker"] ?? "", Math.Min(maxKeys, S3Limits.LargestPage)));
        // With room for nothing S3 reports an end, not a page to come.
        var next = maxKeys == 0 ? null : page.Next;

        return S3Xml.WriteAsync(request, "ListBucketResult", xml =>
        {
            xml.WriteElement("Name", bucket.Name);
            xml.WriteElement("Prefix", encode(query["prefix"] ?? ""));
            xml.WriteElement("Marker", encode(query["marker"] ?? ""));
            // Without a delimiter the last key of the page is the next marker, and S3 does not say it again.
            xml.WriteIfPresent("NextMarker", string.IsNullOrEmpty(query["delimiter"]) ? null : next, encode);
            xml.WriteElement("MaxKeys", Math.Min(maxKeys, S3Limits.LargestPage));
            xml.WriteIfPresent("Delimiter", query["delimiter"], encode);
            xml.WriteIfPresent("EncodingType", query["encoding-type"], value => value);
            xml.WriteElement("IsTruncated", next is not null);
            foreach (var item in page.Objects)
            {
                xml.WriteContents(item, encode, owner.Id);
            }

            foreach (var prefix in page.CommonPrefixes)
            {
                xml.WriteNested("CommonPrefixes", () => xml.WriteElement("Prefix", encode(prefix)));
            }
        });
    }
}
