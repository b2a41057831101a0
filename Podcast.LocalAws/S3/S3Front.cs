using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols.RestXml;
using Podcast.LocalAws.S3.Cors;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>What S3 does before it looks at signatures: it knows its own requests by the bucket, and answers browsers that ask across origins.</summary>
internal sealed class S3Front(ObjectStorage storage, LocalAwsOptions options)
{
    /// <summary>Whether a request that does not say its service is for a bucket: by the first segment of its path.</summary>
    public bool IsForBucket(HttpRequest request) => FindConfiguration(request) is not null;

    /// <summary>
    /// Answers a preflight request, and has the answer to any other one say what the bucket allows other origins. See
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html.
    /// </summary>
    /// <returns>Whether the request was a preflight one and is answered.</returns>
    public async Task<bool> IsAnsweredAsync(HttpContext context)
    {
        var request = context.Request;
        var isPreflight = HttpMethods.IsOptions(request.Method);
        if ((!isPreflight && request.Headers.Origin.Count == 0) || FindConfiguration(request) is not { } bucket)
        {
            return false;
        }

        if (!isPreflight)
        {
            // At the last moment, so that an error has them too.
            context.Response.OnStarting(() =>
            {
                CorsAnswer.Find(bucket.CorsRules, request.Headers.Origin.ToString(), request.Method, [])?.Write(context.Response.Headers);
                return Task.CompletedTask;
            });
            return false;
        }

        RestXmlProtocol.Instance.AssignRequestId(context);
        try
        {
            CorsAnswer.ForPreflight(bucket.CorsRules, request.Headers).Write(context.Response.Headers);
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
            // Not a path of S3's.
            return null;
        }
    }
}
