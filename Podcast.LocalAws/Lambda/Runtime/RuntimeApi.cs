using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda.Runtime;

/// <summary>Lambda's Runtime API for the process of one function. See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.</summary>
internal sealed class RuntimeApi(FunctionConfiguration function, FunctionRuntime runtime, CancellationToken stopping)
{
    /// <summary>The largest synchronous payload, in bytes, as Lambda's own message states it.</summary>
    public const int MaxPayload = 6 * 1024 * 1024 + 100;

    public Task HandleAsync(HttpContext context, ReadOnlySpan<string> path)
    {
        var method = context.Request.Method;
        return path switch
        {
            ["2018-06-01", "runtime", "invocation", "next"] when HttpMethods.IsGet(method) => NextAsync(context),
            ["2018-06-01", "runtime", "invocation", var id, "response"] when HttpMethods.IsPost(method) => RespondAsync(context, id),
            ["2018-06-01", "runtime", "invocation", var id, "error"] when HttpMethods.IsPost(method) => FailAsync(context, id),
            ["2018-06-01", "runtime", "init", "error"] when HttpMethods.IsPost(method) => FailInitAsync(context),
            _ => WriteErrorAsync(context, StatusCodes.Status404NotFound, "NotFound", "The Runtime API has no such path, or LocalAws does not implement it."),
        };
    }

    private async Task NextAsync(HttpContext context)
    {
        // A poll waits for hours, and must not keep the process from stopping.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Invocation invocation;
        try
        {
            invocation = await runtime.NextAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
            return;
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            runtime.Return(invocation);
            return;
        }

        var deadline = runtime.Start(invocation);
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Invocation-Id"] = invocation.InvocationId;
        headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = function.Arn;
        headers["Lambda-Runtime-Trace-Id"] = invocation.TraceHeader;
        if (invocation.ClientContext is { } clientContext)
        {
            headers["Lambda-Runtime-Client-Context"] = clientContext;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = invocation.Payload.Length;
        // From here on a process that disconnects is taken to have received the event.
        await context.Response.Body.WriteAsync(invocation.Payload, CancellationToken.None);
    }

    private async Task RespondAsync(HttpContext context, string requestId)
    {
        var body = await PayloadReader.ReadAsync(context, MaxPayload);
        if (body is null)
        {
            var tooLarge = $"Response payload size exceeded maximum allowed payload size ({MaxPayload} bytes).";
            runtime.Complete(requestId, InvocationIdOf(context), InvocationResult.Failed(requestId, "Function.ResponseSizeTooLarge", tooLarge));
            await WriteErrorAsync(
                context, StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({MaxPayload} bytes).");
            return;
        }

        await CompleteAsync(context, requestId, InvocationResult.Succeeded(requestId, body.Value));
    }

    private async Task FailAsync(HttpContext context, string requestId)
    {
        var body = await PayloadReader.ReadAsync(context, MaxPayload);
        await CompleteAsync(context, requestId, body is { Length: > 0 }
            ? InvocationResult.Failed(requestId, body.Value)
            : InvocationResult.Failed(requestId, "Function.Unknown", "The function reported an error without saying which."));
    }

    private async Task FailInitAsync(HttpContext context)
    {
        runtime.ReportInitError(await PayloadReader.ReadAsync(context, MaxPayload) ?? default);
        await WriteAcceptedAsync(context);
    }

    private Task CompleteAsync(HttpContext context, string requestId, InvocationResult result) =>
        runtime.Complete(requestId, InvocationIdOf(context), result) switch
        {
            CompletionStatus.Accepted => WriteAcceptedAsync(context),
            CompletionStatus.InvalidInvocationId => WriteErrorAsync(
                context, StatusCodes.Status400BadRequest, "InvalidInvocationId", "The invocation id is not that of the running attempt."),
            _ => WriteErrorAsync(context, StatusCodes.Status400BadRequest, "InvalidRequestID", "Invalid request ID"),
        };

    private static string? InvocationIdOf(HttpContext context) =>
        context.Request.Headers.TryGetValue("Lambda-Runtime-Invocation-Id", out var id) ? id.ToString() : null;

    private static Task WriteAcceptedAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status202Accepted, new JsonObject { ["status"] = "OK" });

    private static Task WriteErrorAsync(HttpContext context, int statusCode, string errorType, string errorMessage) =>
        WriteAsync(context, statusCode, new JsonObject { ["errorMessage"] = errorMessage, ["errorType"] = errorType });

    private static Task WriteAsync(HttpContext context, int statusCode, JsonObject body)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
