using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html.</summary>
internal static class DeleteObject
{
    public static void Handle(S3Request request, Bucket bucket)
    {
        if (request.Query["versionId"] is { } version && version != "null")
        {
            throw S3Errors.InvalidArgument("Invalid version id specified");
        }

        bucket.Delete(request.Address.Key, present => Preconditions.CheckWrite(request.Headers, present));
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
