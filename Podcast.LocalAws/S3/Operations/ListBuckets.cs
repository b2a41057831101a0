using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html. Buckets come from the template, so nothing here makes or removes one.</summary>
internal sealed class ListBuckets(ObjectStorage storage, S3Owner owner)
{
    public const string Name = "ListBuckets";

    public Task HandleAsync(S3Request request) => S3Xml.WriteAsync(request, "ListAllMyBucketsResult", xml =>
    {
        xml.WriteNested("Owner", () => xml.WriteElement("ID", owner.Id));
        xml.WriteNested("Buckets", () =>
        {
            foreach (var bucket in storage.Buckets)
            {
                xml.WriteNested("Bucket", () =>
                {
                    xml.WriteElement("Name", bucket.Name);
                    xml.WriteElement("CreationDate", bucket.CreatedAt);
                });
            }
        });
    });
}
