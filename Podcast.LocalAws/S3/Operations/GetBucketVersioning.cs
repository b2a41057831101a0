using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html.</summary>
internal sealed class GetBucketVersioning : IS3Operation
{
    public IReadOnlyList<string> Names => ["GetBucketVersioning"];

    public string? Action(S3Request request) => "s3:GetBucketVersioning";

    public Task HandleAsync(S3Request request, Bucket bucket) => S3Xml.WriteAsync(request, "VersioningConfiguration", xml =>
    {
        // A bucket that never had versions returns an empty element.
        if (bucket.Configuration.Versioning != VersioningStatus.Off)
        {
            xml.WriteElement("Status", bucket.Configuration.Versioning.ToString());
        }
    });
}
