using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>
/// Every bucket encrypts with S3's own keys unless it says otherwise, which no bucket here does.
/// See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html.
/// </summary>
internal sealed class GetBucketEncryption : IS3Operation
{
    public IReadOnlyList<string> Names => ["GetBucketEncryption"];

    public string? Action(S3Request request) => "s3:GetEncryptionConfiguration";

    public Task HandleAsync(S3Request request, Bucket bucket) => S3Xml.WriteAsync(request, "ServerSideEncryptionConfiguration", xml =>
        xml.WriteNested("Rule", () =>
        {
            xml.WriteNested("ApplyServerSideEncryptionByDefault", () => xml.WriteElement("SSEAlgorithm", "AES256"));
            xml.WriteElement("BucketKeyEnabled", "false");
        }));
}
