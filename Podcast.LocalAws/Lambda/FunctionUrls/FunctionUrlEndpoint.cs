using Microsoft.AspNetCore.Http.Features;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols.RestJson;
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.LocalAws.Lambda.FunctionUrls;

/// <summary>Handles requests to function URLs. See https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html.</summary>
internal sealed partial class FunctionUrlEndpoint(
    FunctionRegistry functions,
    RequestAuthenticator authenticator,
    FunctionUrlAuthorization authorization,
    TimeProvider time,
    ILogger<FunctionUrlEndpoint> logger)
{
    /// <summary>A request by the function's own listener.</summary>
    public Task HandleAsync(HttpContext context, string handler) => HandleAsync(context, functions.Find(handler));

    /// <summary>A request by the host name of the URL.</summary>
    public Task HandleByIdAsync(HttpContext context, string urlId) => HandleAsync(context, functions.FindByUrlId(urlId));

    private async Task HandleAsync(HttpContext context, LambdaFunction? function)
    {
        RestJsonProtocol.Instance.AssignRequestId(context);
        if (function?.Url is not { } url)
        {
            await WriteErrorAsync(context, new("ResourceNotFoundException", "The function URL does not exist.", StatusCodes.Status404NotFound));
            return;
        }

        using var span = LocalAwsTelemetry.StartServerSpan(context, $"Lambda Invoke {function.Configuration.Handler}");
        span?.SetTag("faas.trigger", "http");
        span?.SetTag("aws.request_id", context.TraceIdentifier);
        try
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = RuntimeApi.MaxPayload;
            }

            var caller = url.RequiresSignature ? await AuthenticateAsync(context) : null;
            authorization.Authorize(caller, function.Configuration.Arn, url);
            var body = await PayloadReader.ReadAsync(context, RuntimeApi.MaxPayload)
                ?? throw new AwsException("RequestEntityTooLargeException", "Request size exceeded 6 MB.", StatusCodes.Status413PayloadTooLarge);
            var payload = FunctionUrlRequest.ToEvent(context, body, url, caller, time.GetUtcNow());
            var result = await function.InvokeAsync(payload, context.TraceIdentifier, context.RequestAborted);
            await RespondAsync(context, function, result);
        }
        catch (AwsException error)
        {
            span.SetAwsError(error.Code);
            Log.Refused(logger, function.Configuration.Handler, error.Code, error.Message);
            await WriteErrorAsync(context, error);
        }
        catch (BadHttpRequestException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            await WriteErrorAsync(context, new("RequestEntityTooLargeException", error.Message, error.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The viewer has gone; the function runs to its end, as in AWS.
        }
        finally
        {
            span.SetHttpResult(context.Response.StatusCode);
        }
    }

    private Task<AwsCaller> AuthenticateAsync(HttpContext context) => CredentialScope.Find(context.Request) is null
        ? throw new AwsException("AccessDeniedException", "Forbidden", StatusCodes.Status403Forbidden)
        : authenticator.AuthenticateAsync(context, "lambda", context.RequestAborted);

    private async Task RespondAsync(HttpContext context, LambdaFunction function, InvocationResult result)
    {
        switch (result.Outcome)
        {
            case InvocationOutcome.Throttled:
                throw new AwsException("TooManyRequestsException", result.Reason!, StatusCodes.Status429TooManyRequests);
            case InvocationOutcome.Unavailable:
                throw new AwsException("ServiceException", result.Reason!, StatusCodes.Status503ServiceUnavailable);
            case InvocationOutcome.FunctionError:
                Log.Failed(logger, function.Configuration.Handler, result.RequestId, result.ErrorType);
                await WriteBadGatewayAsync(context);
                return;
            case InvocationOutcome.Succeeded:
            default:
                break;
        }

        if (FunctionUrlResponse.Parse(result.Payload) is { } response)
        {
            await response.WriteAsync(context);
            return;
        }

        Log.Malformed(logger, function.Configuration.Handler, result.RequestId);
        await WriteBadGatewayAsync(context);
    }

    // The viewer sees nothing of the function's error.
    private static Task WriteBadGatewayAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status502BadGateway;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = "Internal Server Error".Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync("Internal Server Error", context.RequestAborted);
    }

    private static Task WriteErrorAsync(HttpContext context, AwsException error)
    {
        if (!context.Response.HasStarted)
        {
            return RestJsonProtocol.Instance.WriteErrorAsync(context, error);
        }

        context.Abort();
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.FunctionUrlRefused, LogLevel.Information, "The URL of {Handler} refused a request with {Code}: {Reason}")]
        public static partial void Refused(ILogger logger, string handler, string code, string reason);

        [LoggerMessage(EventIds.FunctionUrlFailed, LogLevel.Warning, "{Handler} {RequestId} failed with {ErrorType}; the viewer gets 502.")]
        public static partial void Failed(ILogger logger, string handler, string requestId, string? errorType);

        [LoggerMessage(EventIds.FunctionUrlResponseMalformed, LogLevel.Warning, "{Handler} {RequestId} returned an invalid HTTP response (statusCode, headers, cookies, body, isBase64Encoded); the viewer gets 502.")]
        public static partial void Malformed(ILogger logger, string handler, string requestId);
    }
}
