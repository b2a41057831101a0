using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;
using Podcast.LocalAws.Core.Protocols.AwsQuery;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Lambda.FunctionUrls;
using Podcast.LocalAws.S3;

namespace Podcast.LocalAws.Host;

/// <summary>
/// Dispatches every request of the process: by its listener, then by its host name, then by the service of its signature, to the distribution,
/// to a function URL, to the control API or to one service.
/// </summary>
internal sealed partial class AwsEndpoint(
    IEnumerable<IAwsService> services,
    RequestAuthenticator authenticator,
    ControlApi control,
    FunctionUrlEndpoint functionUrls,
    HostNames hostNames,
    FaultInjector faults,
    S3CorsMiddleware s3,
    ILogger<AwsEndpoint> logger,
    IEdgeEndpoint? edge = null)
{
    // SQS is there once for each of its protocols.
    private readonly ILookup<string, IAwsService> _services = services.ToLookup(service => service.SigningName, StringComparer.Ordinal);

    public Task HandleAsync(HttpContext context)
    {
        var listener = context.Features.Get<Listener>() ?? new(ListenerKind.Api);
        if (listener.Kind == ListenerKind.Edge)
        {
            return edge?.HandleAsync(context) ?? RefuseAsync(context, StatusCodes.Status503ServiceUnavailable);
        }

        if (listener.Kind == ListenerKind.FunctionUrl)
        {
            return functionUrls.HandleAsync(context, listener.Handler!);
        }

        if (context.Request.Path.StartsWithSegments("/_localaws", out var rest))
        {
            // The app host and the functions poll it; the metrics are about what the system does.
            context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
            return control.HandleAsync(context, rest);
        }

        var host = hostNames.Parse(context.Request.Host.Host);
        if (host.FunctionUrlId is { } urlId)
        {
            return functionUrls.HandleByIdAsync(context, urlId);
        }

        // S3 refuses unsigned requests to a bucket by its path in its own way.
        var signingName = host.SigningName ?? CredentialScope.Find(context.Request)?.SigningName ?? (s3.IsForBucket(context.Request) ? "s3" : null);
        if (signingName is null)
        {
            return RefuseUnsignedAsync(context);
        }

        return _services[signingName].FirstOrDefault(service => !CallerProtocol.Mismatches(context.Request, service.Protocol)) is { } service
            ? CallAsync(context, service)
            : RefuseUnknownAsync(context, signingName);
    }

    private async Task CallAsync(HttpContext context, IAwsService service)
    {
        if (service is S3Service && await s3.TryHandleCorsAsync(context))
        {
            return;
        }

        service.Protocol.AssignRequestId(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = service.MaxRequestBytes;
        }

        var operation = service.GetOperation(context.Request);
        var started = Stopwatch.GetTimestamp();
        using var span = LocalAwsTelemetry.StartServerSpan(context, service.Name);
        span.SetAwsCall(service.Name, operation, context.TraceIdentifier);
        try
        {
            var caller = await (service.AuthenticateBody(context) ?? authenticator.AuthenticateAsync(context, service.SigningName, context.RequestAborted));
            await faults.ApplyAsync(service.SigningName, operation, context.RequestAborted);
            await service.HandleAsync(context, caller);
        }
        catch (AwsException error)
        {
            span.SetAwsError(error.Code);
            Log.Refused(logger, service.Name, LocalAwsTelemetry.OperationName(operation), error.Code, error.Message);
            await service.ReportErrorAsync(context, operation, error);
            await WriteErrorAsync(context, service.Protocol, error);
        }
        catch (BadHttpRequestException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            span.SetAwsError("RequestEntityTooLarge");
            await WriteErrorAsync(context, service.Protocol, new("RequestEntityTooLargeException", error.Message, error.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, "The caller disconnected.");
        }
        catch (Exception error)
        {
            span.SetAwsError("InternalFailure");
            Log.Failed(logger, error, service.Name, LocalAwsTelemetry.OperationName(operation));
            await WriteErrorAsync(context, service.Protocol, new("InternalFailure", "LocalAws failed; its log has the reason.", 500));
        }
        finally
        {
            LocalAwsMetrics.RecordCall(service.Name, operation, context.Response.StatusCode, Stopwatch.GetElapsedTime(started));
            span.SetHttpResult(context.Response.StatusCode);
        }
    }

    private static Task WriteErrorAsync(HttpContext context, AwsProtocol protocol, AwsException error)
    {
        if (context.Response.HasStarted)
        {
            // Half a response must not look like a whole one.
            context.Abort();
            return Task.CompletedTask;
        }

        return protocol.WriteErrorAsync(context, error);
    }

    private static Task RefuseUnsignedAsync(HttpContext context)
    {
        var protocol = CallerProtocol.Of(context.Request, signingName: "");
        protocol.AssignRequestId(context);
        return protocol.WriteErrorAsync(context, protocol switch
        {
            AwsJsonProtocol => new("MissingAuthenticationTokenException", "Missing Authentication Token", StatusCodes.Status400BadRequest),
            AwsQueryProtocol => new("MissingAuthenticationToken", "Request is missing Authentication Token", StatusCodes.Status403Forbidden),
            _ => new("MissingAuthenticationTokenException", "Missing Authentication Token", StatusCodes.Status403Forbidden),
        });
    }

    private static async Task RefuseUnknownAsync(HttpContext context, string signingName)
    {
        var protocol = CallerProtocol.Of(context.Request, signingName);
        protocol.AssignRequestId(context);
        var operation = await CallerProtocol.GetOperationAsync(context, protocol);
        await protocol.WriteErrorAsync(context, AwsException.NotImplemented(signingName, operation));
    }

    private static Task RefuseAsync(HttpContext context, int statusCode)
    {
        context.Response.StatusCode = statusCode;
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.RequestRefused, LogLevel.Information, "{Service} {Operation} refused with {Code}: {Reason}")]
        public static partial void Refused(ILogger logger, string service, string operation, string code, string reason);

        [LoggerMessage(EventIds.RequestFailed, LogLevel.Error, "{Service} {Operation} failed.")]
        public static partial void Failed(ILogger logger, Exception error, string service, string operation);
    }
}
