using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>The tags that the template gives a bucket. See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html.</summary>
internal sealed class GetBucketTagging : IS3Operation
{
    public IReadOnlyList<string> Names => ["GetBucketTagging"];

    public string? Action(S3Request request) => "s3:GetBucketTagging";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var tags = bucket.Configuration.Tags;
        return tags.Count == 0
            ? throw S3Errors.NoSuchTagSet()
            : S3Xml.WriteAsync(request, "Tagging", xml => xml.WriteNested("TagSet", () =>
            {
                foreach (var (key, value) in tags)
                {
                    xml.WriteNested("Tag", () =>
                    {
                        xml.WriteElement("Key", key);
                        xml.WriteElement("Value", value);
                    });
                }
            }));
    }
}
