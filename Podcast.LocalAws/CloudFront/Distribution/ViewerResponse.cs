using Podcast.LocalAws.CloudFront.AccessLogs;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>Completes an origin's or a cached response, whose status and headers are set, for the viewer: policy, function, CloudFront's own headers.</summary>
internal sealed class ViewerResponse(EdgeIdentity identity)
{
    /// <param name="exchange">The request.</param>
    /// <param name="distribution">The distribution.</param>
    /// <param name="result">How it was found, such as <c>Miss</c>; an error is always an Error.</param>
    /// <returns>The body that the viewer-response function made, or how it failed, or neither.</returns>
    public (byte[]? Body, FailureResult? Failure) Finish(EdgeExchange exchange, DistributionConfig distribution, string result)
    {
        var response = exchange.Context.Response;
        exchange.Behavior.ResponseHeaders?.Apply(exchange.Context.Request, response.Headers);
        byte[]? body = null;
        if (exchange.ViewerResponseFunction is not null && response.StatusCode < 400)
        {
            switch (Run(exchange, distribution))
            {
                case ResponseResult { Response: var changed }:
                    GeneratedResponse.Apply(exchange.Context, changed);
                    body = changed.Body;
                    break;
                case FailureResult failure:
                    return (null, failure);
                default:
                    throw new InvalidOperationException("A viewer-response function gives a response or a failure.");
            }
        }

        identity.Sign(response.Headers, exchange.RequestId, response.StatusCode >= 400 ? ResultTypes.Error : result);
        return (body, null);
    }

    private static FunctionResult Run(EdgeExchange exchange, DistributionConfig distribution)
    {
        var response = exchange.Context.Response;
        var headers = new FieldMap();
        foreach (var (name, values) in response.Headers.Where(header => !string.Equals(header.Key, "Set-Cookie", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var value in values)
            {
                headers.Add(name.ToLowerInvariant(), value ?? "");
            }
        }

        var original = new EdgeResponse(response.StatusCode, null, headers, CookieFields.ParseResponse(response.Headers.SetCookie), null);
        var source = FunctionEvents.Create(distribution, exchange.RequestId, exchange.Context, exchange.Request, original);
        var result = exchange.ViewerResponseFunction!.Run(source, distribution.OriginIds);
        if (result.CustomData is { } data && exchange.Context.Features.Get<AccessLogEntry>() is { } entry)
        {
            entry.ViewerResponseData = data;
        }

        return result;
    }
}
