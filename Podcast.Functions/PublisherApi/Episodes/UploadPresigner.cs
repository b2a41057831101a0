using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>Lets a publisher put an episode's audio into the bucket, of the stated type and length and nothing else.</summary>
internal sealed class UploadPresigner(Func<IAmazonS3> s3, string bucket, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async Task<UploadResponse> PresignAsync(Recording recording)
    {
        var expiresAt = time.GetUtcNow() + Lifetime;
        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = recording.IngestKey,
            Verb = HttpVerb.PUT,
            Expires = expiresAt.UtcDateTime,
            ContentType = recording.StatedType,
        };

        // A signed length makes S3 refuse an upload of any other, so what the feed says of the audio stays true.
        request.Headers.ContentLength = recording.Size;
        var client = s3();
        if (client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Protocol = Protocol.HTTP;
        }

        return new(
            "PUT",
            await client.GetPreSignedURLAsync(request).ConfigureAwait(false),
            new Dictionary<string, string>
            {
                ["content-type"] = recording.StatedType!,
                ["content-length"] = recording.Size.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
            expiresAt,
            $"/shows/{recording.Show}/episodes/{recording.Episode}/upload/complete");
    }
}
