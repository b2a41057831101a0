using Podcast.LocalAws.CloudFront.AccessLogs;
using Podcast.LocalAws.CloudFront.Distribution.Caching;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Origins;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// Serves viewers: distribution, behavior, viewer-request function, origin, viewer-response function. Viewers come by plain HTTP, whatever the viewer
/// protocol policy says. Paths and queries hold subscribers' tokens, so neither spans nor logs have them.
/// </summary>
internal sealed partial class DistributionEndpoint(
    DistributionRegistry distributions,
    EdgeFunctionRegistry functions,
    OriginForwarder origins,
    CachedForwarder cache,
    EdgeIdentity identity,
    ErrorResponder errors,
    EdgeTraceLimiter limiter,
    DistributionMetrics metrics,
    AccessLogWriter accessLogs,
    TimeProvider time,
    ILogger<DistributionEndpoint> logger) : IEdgeEndpoint
{
    // See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.
    private const int MaxUrlBytes = 8192;
    private const int MaxHeaderBytes = 32_768;
    private const int Status494RequestHeadersTooLarge = 494;

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = EdgeIdentity.NewRequestId();
        context.TraceIdentifier = requestId;
        if (distributions.FindByHost(context.Request.Host.Host)?.Config is not { IsEnabled: true } distribution)
        {
            await RefuseHostAsync(context, requestId);
            return;
        }

        var behavior = EdgeRequestReader.ReadTarget(context) is { } target
            ? distribution.Behaviors.First(candidate => candidate.Pattern.Matches(target.Path))
            : null;
        using var trace = EdgeTrace.Start(context, requestId, distribution, behavior, limiter, time, logger);
        var entry = accessLogs.Begin(context, requestId, distribution, behavior);
        try
        {
            await DispatchAsync(context, requestId, distribution, behavior);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            trace.SetViewerGone();
        }
        catch (BadHttpRequestException error)
        {
            await errors.WriteAsync(context, requestId, error.StatusCode, "The request is not valid.");
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, requestId);
            await errors.WriteAsync(context, requestId, StatusCodes.Status500InternalServerError, "LocalAws failed; its log has the reason.");
        }
        finally
        {
            metrics.RecordRequest(distribution.Id, context.Response.StatusCode);
            accessLogs.End(entry);
        }
    }

    private Task RefuseHostAsync(HttpContext context, string requestId) => distributions.All.Count == 0
        ? errors.WriteAsync(context, requestId, StatusCodes.Status503ServiceUnavailable, "No distribution is deployed.")
        : errors.WriteAsync(context, requestId, StatusCodes.Status403Forbidden, "No enabled distribution has the domain name of this request.");

    private Task DispatchAsync(HttpContext context, string requestId, DistributionConfig distribution, BehaviorConfig? behavior)
    {
        // The server takes names that are none; a function could not return them.
        if (behavior is null || EdgeRequestReader.ReadTarget(context) is not var (path, query) || !context.Request.Headers.Keys.All(name => HeaderName.IsValid(name)))
        {
            return errors.WriteAsync(context, requestId, StatusCodes.Status400BadRequest, "The request is not valid.");
        }

        if (path.Length + (query is null ? 0 : query.Length + 1) > MaxUrlBytes)
        {
            return RefuseAsync(context, requestId, StatusCodes.Status414UriTooLong, "The URL is longer than 8,192 bytes.");
        }

        if (LengthOfHeaders(context.Request.Headers) > MaxHeaderBytes)
        {
            return RefuseAsync(context, requestId, Status494RequestHeadersTooLarge, "The request's headers are longer than 32,768 bytes.");
        }

        if (!behavior.AllowedMethods.Contains(context.Request.Method))
        {
            return errors.WriteAsync(
                context, requestId, StatusCodes.Status403Forbidden, "This distribution is not configured to allow the HTTP request method that was used for this request.");
        }

        if (HttpMethods.IsGet(context.Request.Method) && (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0))
        {
            return errors.WriteAsync(context, requestId, StatusCodes.Status403Forbidden, "A GET request must not have a body.");
        }

        return RunAsync(context, requestId, distribution, behavior, EdgeRequestReader.Read(context, path, query, behavior.Forwarding));
    }

    private Task RunAsync(HttpContext context, string requestId, DistributionConfig distribution, BehaviorConfig behavior, EdgeRequest request)
    {
        OriginChange? change = null;
        if (functions.Find(behavior.ViewerRequestFunction) is { } function)
        {
            var result = function.Run(FunctionEvents.Create(distribution, requestId, context, request), distribution.OriginIds);
            if (result.CustomData is { } data && context.Features.Get<AccessLogEntry>() is { } entry)
            {
                entry.ViewerRequestData = data;
            }

            switch (result)
            {
                case ResponseResult { Response: var response }:
                    return RespondAsync(context, requestId, behavior, response);
                case FailureResult failure:
                    return FunctionErrors.WriteAsync(errors, context, requestId, failure);
                case RequestResult passed:
                    (request, change) = (FunctionEvents.Restore(passed.Request, request), passed.Origin);
                    break;
            }
        }

        if (request.Uri == "/" && distribution.DefaultRootObject is { } root)
        {
            request = request with { Uri = "/" + root };
        }

        var exchange = new EdgeExchange
        {
            Context = context,
            RequestId = requestId,
            ViewerAddress = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1",
            Behavior = behavior,
            Origin = OriginSelector.Select(distribution, behavior, change),
            Failover = OriginSelector.SelectFailover(distribution, behavior, change, context.Request.Method),
            Request = request,
            ViewerResponseFunction = functions.Find(behavior.ViewerResponseFunction),
        };
        var isCached = !behavior.Forwarding.Lifetimes.IsNone && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        return isCached ? cache.ForwardAsync(exchange, distribution) : origins.ForwardAsync(exchange, distribution);
    }

    private Task RefuseAsync(HttpContext context, string requestId, int status, string reason)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        return errors.WriteAsync(context, requestId, status, reason);
    }

    // As they came: name, colon, space, value, and the line's end.
    private static int LengthOfHeaders(IHeaderDictionary headers)
    {
        var length = 0;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                length += name.Length + HeaderEncoding.Instance.GetByteCount(value ?? "") + 4;
            }
        }

        return length;
    }

    private Task RespondAsync(HttpContext context, string requestId, BehaviorConfig behavior, EdgeResponse response)
    {
        GeneratedResponse.Apply(context, response);
        var headers = context.Response.Headers;
        behavior.ResponseHeaders?.Apply(context.Request, headers);
        headers.Server = "CloudFront";
        identity.Sign(headers, requestId, ResultTypes.FunctionGeneratedResponse);
        return GeneratedResponse.WriteBodyAsync(context, response.Body);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EdgeRequestFailed, LogLevel.Error, "{RequestId} failed.")]
        public static partial void Failed(ILogger logger, Exception error, string requestId);
    }
}
