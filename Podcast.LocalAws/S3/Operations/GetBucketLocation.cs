using System.Xml;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>An empty element means the oldest region, us-east-1. See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html.</summary>
internal sealed class GetBucketLocation(LocalAwsOptions options) : IS3Operation
{
    public IReadOnlyList<string> Names => ["GetBucketLocation"];

    public string? Action(S3Request request) => "s3:GetBucketLocation";

    public Task HandleAsync(S3Request request, Bucket bucket) => S3Xml.WriteAsync(request, "LocationConstraint", (XmlWriter xml) =>
    {
        if (options.Region != "us-east-1")
        {
            xml.WriteString(options.Region);
        }
    });
}
