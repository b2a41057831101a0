using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.S3;

/// <summary>One request as the operations see it.</summary>
internal sealed record S3Request(HttpContext Context, S3Address Address, QueryParameters Query, AwsCaller Caller) : IAwsRequest
{
    public IHeaderDictionary Headers => Context.Request.Headers;

    public HttpResponse Response => Context.Response;

    public CancellationToken Aborted => Context.RequestAborted;
}
