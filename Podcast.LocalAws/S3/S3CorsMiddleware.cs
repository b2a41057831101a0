using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.RestXml;
using Podcast.LocalAws.S3.Cors;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>Handles CORS before signatures are verified, and recognizes requests to buckets that do not name their service.</summary>
internal sealed class S3CorsMiddleware(ObjectStorage storage, LocalAwsOptions options)
{
    /// <summary>Whether a request that does not say its service is for a bucket: by the first segment of its path.</summary>
    public bool IsForBucket(HttpRequest request) => FindConfiguration(request) is not null;

    /// <summary>
    /// Handles a preflight request, and adds the bucket's CORS headers to the response of every other request. See
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html.
    /// </summary>
    /// <returns>Whether the request was a preflight request, which is then complete.</returns>
    public async Task<bool> TryHandleCorsAsync(HttpContext context)
    {
        var request = context.Request;
        var isPreflight = HttpMethods.IsOptions(request.Method);
        if ((!isPreflight && request.Headers.Origin.Count == 0) || FindConfiguration(request) is not { } bucket)
        {
            return false;
        }

        if (!isPreflight)
        {
            // Added when the response starts, so that an error has them too.
            context.Response.OnStarting(() =>
            {
                CorsResponse.Find(bucket.CorsRules, request.Headers.Origin.ToString(), request.Method, [])?.Write(context.Response.Headers);
                return Task.CompletedTask;
            });
            return false;
        }

        RestXmlProtocol.Instance.AssignRequestId(context);
        try
        {
            CorsResponse.ForPreflight(bucket.CorsRules, request.Headers).Write(context.Response.Headers);
            context.Response.ContentLength = 0;
        }
        catch (AwsException refused)
        {
            await RestXmlProtocol.Instance.WriteErrorAsync(context, refused);
        }

        return true;
    }

    private BucketConfiguration? FindConfiguration(HttpRequest request)
    {
        try
        {
            return storage.FindConfiguration(S3Address.Parse(request.Host.Host, RequestTarget.Of(request.HttpContext).Path, options.Region).Bucket);
        }
        catch (AwsException)
        {
            // The path is not one of S3's.
            return null;
        }
    }
}
