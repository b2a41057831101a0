using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html.</summary>
internal sealed class GetObjectTagging(S3Access access) : IS3Operation
{
    public IReadOnlyList<string> Names => ["GetObjectTagging"];

    public string? Action(S3Request request) => request.Query.Contains("versionId") ? "s3:GetObjectVersionTagging" : "s3:GetObjectTagging";

    public Task HandleAsync(S3Request request, Bucket bucket)
    {
        var stored = access.Find(request, bucket);
        request.WriteVersion(stored);
        return S3Xml.WriteAsync(request, "Tagging", xml => xml.WriteNested("TagSet", () =>
        {
            foreach (var (key, value) in stored.Tags)
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
