using System.Xml;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>ListBuckets, HeadBucket and GetBucketLocation. Buckets come from the template, so nothing here makes or removes one.</summary>
internal static class BucketOperations
{
    public static Task ListAsync(S3Request request, IEnumerable<Bucket> buckets, string ownerId) => S3Xml.WriteAsync(request, "ListAllMyBucketsResult", xml =>
    {
        xml.WriteNested("Owner", () => xml.WriteElement("ID", ownerId));
        xml.WriteNested("Buckets", () =>
        {
            foreach (var bucket in buckets)
            {
                xml.WriteNested("Bucket", () =>
                {
                    xml.WriteElement("Name", bucket.Name);
                    xml.WriteElement("CreationDate", bucket.CreatedAt);
                });
            }
        });
    });

    public static void Head(S3Request request, string region)
    {
        request.Response.Headers["x-amz-bucket-region"] = region;
        request.Response.Headers["x-amz-access-point-alias"] = "false";
    }

    /// <summary>The oldest region is told by an empty element. See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html.</summary>
    public static Task LocationAsync(S3Request request, string region) => S3Xml.WriteAsync(request, "LocationConstraint", (XmlWriter xml) =>
    {
        if (region != "us-east-1")
        {
            xml.WriteString(region);
        }
    });
}
