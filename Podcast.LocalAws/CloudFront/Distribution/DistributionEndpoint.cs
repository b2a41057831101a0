using Podcast.LocalAws.CloudFront.Distribution.Caching;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Origins;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// The template's distribution: behavior, viewer-request function, origin, viewer-response function. Viewers come by plain HTTP, whatever
/// the viewer protocol policy says. Paths and queries hold subscribers' tokens, so neither spans nor logs have them.
/// </summary>
internal sealed partial class DistributionEndpoint : IEdgeEndpoint, IStackConsumer
{
    // See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.
    private const int MaxUrlBytes = 8192;
    private const int MaxHeaderBytes = 32_768;
    private const int Status494RequestHeadersTooLarge = 494;

    private volatile DistributionConfig? _current;
    private readonly EdgeFunctionRegistry _functions;
    private readonly OriginForwarder _origins;
    private readonly CachedForwarder _cache;
    private readonly EdgeIdentity _identity;
    private readonly ErrorResponder _errors;
    private readonly TimeProvider _time;
    private readonly ILogger<DistributionEndpoint> _logger;

    public DistributionEndpoint(
        EdgeFunctionRegistry functions,
        OriginForwarder origins,
        CachedForwarder cache,
        EdgeIdentity identity,
        ErrorResponder errors,
        TimeProvider time,
        ILogger<DistributionEndpoint> logger)
    {
        _functions = functions;
        _origins = origins;
        _cache = cache;
        _identity = identity;
        _errors = errors;
        _time = time;
        _logger = logger;
    }

    /// <exception cref="TemplateException">The template asks for something that is wrong or not emulated.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var distribution = new DistributionConfigReader(stack).Read();
        // A function that is not there is told when the stack is deployed, not to the first viewer.
        foreach (var behavior in distribution?.Behaviors ?? [])
        {
            _functions.Find(behavior.ViewerRequestFunction);
            _functions.Find(behavior.ViewerResponseFunction);
        }

        _current = distribution;
        return Task.CompletedTask;
    }

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = EdgeIdentity.NewRequestId();
        context.TraceIdentifier = requestId;
        if (_current is not { } distribution)
        {
            await _errors.WriteAsync(context, requestId, StatusCodes.Status503ServiceUnavailable, "No distribution is deployed.");
            return;
        }

        var started = _time.GetTimestamp();
        var behavior = EdgeRequestReader.ReadTarget(context) is { } target
            ? distribution.Behaviors.First(candidate => candidate.Pattern.Matches(target.Path))
            : null;
        var route = behavior?.Pattern.Text ?? "*";
        using var span = LocalAwsTelemetry.StartServerSpan(context, $"{context.Request.Method} {route}");
        span?.SetTag("http.route", route);
        span?.SetTag("url.scheme", context.Request.Scheme);
        span?.SetTag("cloudfront.distribution.id", distribution.Id);
        span?.SetTag("cloudfront.request.id", requestId);
        try
        {
            await AnswerAsync(context, requestId, distribution, behavior);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            span?.SetTag("error.type", "ViewerGone");
        }
        catch (BadHttpRequestException error)
        {
            await _errors.WriteAsync(context, requestId, error.StatusCode, "The request is not valid.");
        }
        catch (Exception error)
        {
            Log.Failed(_logger, error, requestId);
            await _errors.WriteAsync(context, requestId, StatusCodes.Status500InternalServerError, "LocalAws failed; its log has the reason.");
        }
        finally
        {
            var result = context.Response.Headers["X-Cache"].ToString().Split(' ')[0];
            span?.SetTag("cloudfront.result_type", result);
            span.SetHttpResult(context.Response.StatusCode);
            var elapsed = _time.GetElapsedTime(started);
            LocalAwsMetrics.RecordEdgeRequest(route, context.Response.StatusCode, result, elapsed);
            Log.Answered(_logger, context.Request.Method, route, context.Response.StatusCode, result, elapsed.TotalMilliseconds, requestId);
        }
    }

    private Task AnswerAsync(HttpContext context, string requestId, DistributionConfig distribution, BehaviorConfig? behavior)
    {
        if (behavior is null || EdgeRequestReader.ReadTarget(context) is not var (path, query))
        {
            return _errors.WriteAsync(context, requestId, StatusCodes.Status400BadRequest, "The request is not valid.");
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
            return _errors.WriteAsync(
                context, requestId, StatusCodes.Status403Forbidden, "This distribution is not configured to allow the HTTP request method that was used for this request.");
        }

        if (HttpMethods.IsGet(context.Request.Method) && (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0))
        {
            return _errors.WriteAsync(context, requestId, StatusCodes.Status403Forbidden, "A GET request must not have a body.");
        }

        return RunAsync(context, requestId, distribution, behavior, EdgeRequestReader.Read(context, path, query, behavior.Forwarding));
    }

    private Task RunAsync(HttpContext context, string requestId, DistributionConfig distribution, BehaviorConfig behavior, EdgeRequest request)
    {
        OriginChange? change = null;
        if (_functions.Find(behavior.ViewerRequestFunction) is { } function)
        {
            switch (function.Run(FunctionEvents.Create(distribution, requestId, context, request), distribution.OriginIds))
            {
                case ResponseResult { Response: var response }:
                    return RespondAsync(context, requestId, behavior, response);
                case FailureResult failure:
                    return FunctionErrors.WriteAsync(_errors, context, requestId, failure);
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
            Behavior = behavior,
            Origin = OriginSelector.Select(distribution, behavior, change),
            Failover = OriginSelector.SelectFailover(distribution, behavior, change, context.Request.Method),
            Request = request,
            ViewerResponseFunction = _functions.Find(behavior.ViewerResponseFunction),
        };
        var isCached = !behavior.Forwarding.Lifetimes.IsNone && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        return isCached ? _cache.ForwardAsync(exchange, distribution) : _origins.ForwardAsync(exchange, distribution);
    }

    private Task RefuseAsync(HttpContext context, string requestId, int status, string reason)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        return _errors.WriteAsync(context, requestId, status, reason);
    }

    // As they came: name, colon, space, value, and the line's end.
    private static int LengthOfHeaders(IHeaderDictionary headers) =>
        headers.Sum(header => header.Value.Sum(value => header.Key.Length + HeaderEncoding.Instance.GetByteCount(value ?? "") + 4));

    private Task RespondAsync(HttpContext context, string requestId, BehaviorConfig behavior, EdgeResponse response)
    {
        GeneratedResponse.Apply(context, response);
        var headers = context.Response.Headers;
        behavior.ResponseHeaders?.Apply(context.Request, headers);
        headers.Server = "CloudFront";
        _identity.Sign(headers, requestId, ResultTypes.FunctionGeneratedResponse);
        return GeneratedResponse.WriteBodyAsync(context, response.Body);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EdgeRequestCompleted, LogLevel.Information, "{Method} {Behavior} {Status} {Result} {Milliseconds:F1} ms {RequestId}")]
        public static partial void Answered(
            ILogger logger, string method, string behavior, int status, string result, double milliseconds, string requestId);

        [LoggerMessage(EventIds.EdgeRequestFailed, LogLevel.Error, "{RequestId} failed.")]
        public static partial void Failed(ILogger logger, Exception error, string requestId);
    }
}
