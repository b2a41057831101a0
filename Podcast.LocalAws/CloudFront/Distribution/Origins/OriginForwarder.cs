using System.Diagnostics;
using System.Net;
using Podcast.LocalAws.Api;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Yarp.ReverseProxy.Forwarder;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>Sends a request to its origin and streams the response to the viewer.</summary>
internal sealed partial class OriginForwarder(
    IHttpForwarder forwarder, EdgeIdentity identity, ErrorResponder errors, OriginUri uris, OriginSigner signer, ILogger<OriginForwarder> logger) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // Without a propagator the client makes no spans of its own, whose URLs would hold tokens.
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        UseCookies = false,
        UseProxy = false,
    });

    public async Task ForwardAsync(EdgeExchange exchange, DistributionConfig distribution)
    {
        var context = exchange.Context;
        var (error, transformer) = await SendAsync(exchange, distribution);
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

        var isTimeout = error == ForwarderError.RequestTimedOut;
        var status = transformer.ErrorStatus ?? (isTimeout ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status502BadGateway);
        if (error != ForwarderError.None)
        {
            Log.OriginFailed(logger, exchange.RequestId, exchange.Origin.Id, error);
        }

        if (!await TryWriteErrorPageAsync(exchange, distribution, status))
        {
            var reason = transformer.ErrorStatus is not null ? "The origin answered with an error."
                : isTimeout ? "The origin did not answer in time."
                : "CloudFront could not reach the origin.";
            await errors.WriteAsync(context, exchange.RequestId, status, reason);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(ForwarderError Error, OriginTransformer Transformer)> SendAsync(EdgeExchange exchange, DistributionConfig distribution)
    {
        using var span = LocalAwsTelemetry.Source.StartActivity("CloudFront origin request", ActivityKind.Client);
        span?.SetTag("http.request.method", exchange.Request.Method);
        span?.SetTag("server.address", exchange.Origin.DomainName);
        span?.SetTag("cloudfront.origin.id", exchange.Origin.Id);
        var transformer = new OriginTransformer(exchange, distribution, identity, uris, signer, span);
        var error = await forwarder.SendAsync(
            exchange.Context,
            $"{exchange.Origin.Scheme}://{exchange.Origin.DomainName}",
            _client,
            new ForwarderRequestConfig
            {
                ActivityTimeout = exchange.Origin.ReadTimeout,
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            },
            transformer);
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
                Origin = distribution.Origins[behavior.TargetOriginId],
                Request = new EdgeRequest(HttpMethods.IsHead(exchange.Request.Method) ? "HEAD" : "GET", page.PagePath, null, headers, []),
                ViewerResponseFunction = null,
                ErrorPageStatus = page.ResponseCode,
            },
            distribution);
        return error == ForwarderError.None && transformer.ErrorStatus is null;
    }

    private static partial class Log
    {
        [LoggerMessage(310, LogLevel.Warning, "{RequestId}: the origin {Origin} failed: {Error}")]
        public static partial void OriginFailed(ILogger logger, string requestId, string origin, ForwarderError error);
    }
}
