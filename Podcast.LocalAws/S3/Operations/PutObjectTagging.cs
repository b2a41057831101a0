using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html.</summary>
internal sealed class PutObjectTagging(ObjectStorage storage, S3Access access) : IS3Operation
{
    public IReadOnlyList<string> Names => ["PutObjectTagging"];

    public string? Action(S3Request request) => request.Query.Contains("versionId") ? "s3:PutObjectVersionTagging" : "s3:PutObjectTagging";

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        var tags = ObjectTags.Read(await RequestXml.ReadAsync(request, "Tagging"));
        var stored = access.Find(request, bucket);
        bucket.SetTags(stored, tags, storage.NewTemporaryPath());
        request.WriteVersion(stored);
    }
}
