using System.Diagnostics;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Yarp.ReverseProxy.Forwarder;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>Writes one request to the origin, and takes its response.</summary>
internal sealed class OriginTransformer(
    EdgeExchange exchange, DistributionConfig distribution, OriginRequestWriter writer, ViewerResponse viewers, Activity? span) : HttpTransformer
{
    /// <summary>The origin's status, when an error page takes the response's place.</summary>
    public int? ErrorStatus { get; private set; }

    /// <summary>Whether the origin's status is one that leads to the second origin.</summary>
    public bool FailedOver { get; private set; }

    /// <summary>How the viewer-response function failed.</summary>
    public FailureResult? Failure { get; private set; }

    /// <summary>The body that the viewer-response function made.</summary>
    public byte[]? GeneratedBody { get; private set; }

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        if (exchange.ErrorPageStatus is not null)
        {
            proxyRequest.Method = exchange.Request.Method == "HEAD" ? HttpMethod.Head : HttpMethod.Get;
            proxyRequest.Content = null;
        }

        writer.Write(proxyRequest, exchange, distribution, span);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return ValueTask.FromResult(false);
        }

        var status = (int)proxyResponse.StatusCode;
        span?.SetTag("http.response.status_code", status);
        if (exchange.Failover?.StatusCodes.Contains(status) == true)
        {
            FailedOver = true;
            return ValueTask.FromResult(false);
        }

        if (exchange.ErrorPageStatus is not null ? status >= 400 : distribution.ErrorPages.ContainsKey(status))
        {
            ErrorStatus = status;
            return ValueTask.FromResult(false);
        }

        var response = httpContext.Response;
        response.StatusCode = exchange.ErrorPageStatus ?? status;
        foreach (var (name, values) in OriginHeaders.Read(proxyResponse, exchange))
        {
            response.Headers[name] = values;
        }

        (GeneratedBody, Failure) = viewers.Finish(exchange, distribution, ResultTypes.Miss);
        return ValueTask.FromResult(GeneratedBody is null && Failure is null);
    }
}
