using System.Diagnostics;
using System.Net;
using Podcast.LocalAws.CloudFront.AccessLogs;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Core;
using Yarp.ReverseProxy.Forwarder;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>Sends a request to its origin and streams the response to the viewer.</summary>
internal sealed partial class OriginForwarder(
    IHttpForwarder forwarder, OriginClient client, ErrorResponder errors, OriginRequestWriter writer, ViewerResponse viewers, ILogger<OriginForwarder> logger)
{
    public async Task ForwardAsync(EdgeExchange exchange, DistributionConfig distribution)
    {
        var context = exchange.Context;
        var (error, transformer) = await SendAsync(exchange, distribution);
        if (exchange.Failover is { } failover && !context.Response.HasStarted && IsFailover(failover, error, transformer))
        {
            context.Response.Clear();
            await ForwardAsync(exchange with { Origin = failover.Secondary, Failover = null }, distribution);
            return;
        }

        if (transformer.Failure is { } failure)
        {
            await FunctionErrors.WriteAsync(errors, context, exchange.RequestId, failure);
            return;
        }

        if (transformer.GeneratedBody is { } body)
        {
            await GeneratedResponse.WriteBodyAsync(context, body);
            return;
        }

        if (error is ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled
            || (error == ForwarderError.None && transformer.ErrorStatus is null)
            || context.Response.HasStarted)
        {
            return;
        }

        if (transformer.ErrorStatus is { } status)
        {
            await WriteErrorAsync(exchange, distribution, status, "The origin responded with an error.");
            return;
        }

        Log.OriginFailed(logger, exchange.RequestId, exchange.Origin.Id, error);
        await WriteUnreachableAsync(exchange, distribution, error == ForwarderError.RequestTimedOut);
    }

    private static bool IsFailover(FailoverConfig failover, ForwarderError error, OriginTransformer transformer) => error switch
    {
        ForwarderError.None => transformer.FailedOver,
        ForwarderError.RequestTimedOut => failover.StatusCodes.Contains(StatusCodes.Status504GatewayTimeout),
        ForwarderError.Request => failover.StatusCodes.Contains(StatusCodes.Status503ServiceUnavailable),
        _ => false,
    };

    /// <summary>Responds for an origin that did not, with the distribution's own page if it has one.</summary>
    public Task WriteUnreachableAsync(EdgeExchange exchange, DistributionConfig distribution, bool isTimeout)
    {
        if (exchange.Context.Features.Get<AccessLogEntry>() is { } entry)
        {
            entry.OriginError = isTimeout ? "OriginCommError" : "OriginConnectError";
        }

        return isTimeout
            ? WriteErrorAsync(exchange, distribution, StatusCodes.Status504GatewayTimeout, "The origin did not respond in time.")
            : WriteErrorAsync(exchange, distribution, StatusCodes.Status502BadGateway, "CloudFront could not reach the origin.");
    }

    /// <summary>Responds in place of an origin's error, with the distribution's own page if it has one.</summary>
    public async Task WriteErrorAsync(EdgeExchange exchange, DistributionConfig distribution, int status, string reason)
    {
        if (!await TryWriteErrorPageAsync(exchange, distribution, status))
        {
            await errors.WriteAsync(exchange.Context, exchange.RequestId, status, reason);
        }
    }

    private async Task<(ForwarderError Error, OriginTransformer Transformer)> SendAsync(EdgeExchange exchange, DistributionConfig distribution)
    {
        using var span = LocalAwsTelemetry.StartSpan("CloudFront origin request", ActivityKind.Client);
        span?.SetTag("http.request.method", exchange.Request.Method);
        span?.SetTag("server.address", exchange.Origin.DomainName);
        span?.SetTag("cloudfront.origin.id", exchange.Origin.Id);
        var transformer = new OriginTransformer(exchange, distribution, writer, viewers, span);
        using var completion = CancellationTokenSource.CreateLinkedTokenSource(exchange.Context.RequestAborted);
        if (exchange.Origin.ResponseCompletionTimeout is { } limit)
        {
            completion.CancelAfter(limit);
        }

        var error = await forwarder.SendAsync(
            exchange.Context,
            $"{exchange.Origin.Scheme}://{exchange.Origin.DomainName}",
            client.For(exchange.Origin.Connection),
            new ForwarderRequestConfig
            {
                ActivityTimeout = exchange.Origin.ReadTimeout,
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            },
            transformer,
            completion.Token);
        if (error == ForwarderError.RequestCanceled && !exchange.Context.RequestAborted.IsCancellationRequested)
        {
            error = ForwarderError.RequestTimedOut;
        }

        if (error != ForwarderError.None)
        {
            span?.SetTag("error.type", error.ToString());
            span?.SetStatus(ActivityStatusCode.Error, error.ToString());
        }

        return (error, transformer);
    }

    // The page comes from the distribution itself, by the behavior of its path; functions do not run for it.
    private async Task<bool> TryWriteErrorPageAsync(EdgeExchange exchange, DistributionConfig distribution, int status)
    {
        if (exchange.ErrorPageStatus is not null || !distribution.ErrorPages.TryGetValue(status, out var page))
        {
            return false;
        }

        var behavior = distribution.Behaviors.First(candidate => candidate.Pattern.Matches(page.PagePath));
        var headers = new FieldMap();
        if (exchange.Request.Headers["host"] is { } host)
        {
            headers.Add("host", host);
        }

        exchange.Context.Response.Clear();
        var (error, transformer) = await SendAsync(
            exchange with
            {
                Behavior = behavior,
                Origin = distribution.PrimaryOrigin(behavior),
                Failover = null,
                Request = new EdgeRequest(HttpMethods.IsHead(exchange.Request.Method) ? "HEAD" : "GET", page.PagePath, null, headers, []),
                ViewerResponseFunction = null,
                ErrorPageStatus = page.ResponseCode,
            },
            distribution);
        return error == ForwarderError.None && transformer.ErrorStatus is null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.OriginForwardFailed, LogLevel.Warning, "{RequestId}: the origin {Origin} failed: {Error}")]
        public static partial void OriginFailed(ILogger logger, string requestId, string origin, ForwarderError error);
    }
}
