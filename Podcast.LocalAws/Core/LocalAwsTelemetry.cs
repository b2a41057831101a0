using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Podcast.LocalAws.Core;

/// <summary>
/// The spans and instruments of the process. Attribute names follow
/// https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/ and https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/.
/// Paths and queries at the edge and at function URLs hold subscribers' tokens, so no span takes them from the request:
/// that is why the process has server spans of its own in place of ASP.NET Core's instrumentation.
/// </summary>
internal static class LocalAwsTelemetry
{
    public const string Name = "Podcast.LocalAws";

    private const string Unrecorded = "unrecorded";

    /// <summary>What the conventions call a method or an operation that is none of those that are known: the caller chose it.</summary>
    private const string Other = "_OTHER";

    // Operations of AWS have names of this kind; what has not is a path, or whatever a caller wrote.
    private static readonly SearchValues<char> OperationCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    private const int LongestOperation = 64;

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    /// <summary>Starts the server span of a request, as a child of the caller's span when it sent a <c>traceparent</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The span's name.</param>
    /// <param name="startedAt">When the request came, for a span that is started afterwards; now for the default.</param>
    public static Activity? StartServerSpan(HttpContext context, string name, DateTimeOffset startedAt = default)
    {
        var headers = context.Request.Headers;
        ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var parent);
        // Without this, a request without traceparent would become the child of ASP.NET Core's own activity, which is not exported.
        Activity.Current = null;
        var span = Source.StartActivity(name, ActivityKind.Server, parent, startTime: startedAt);
        span?.SetTag("http.request.method", MethodName(context.Request.Method));
        return span;
    }

    /// <summary>An HTTP method as telemetry names it: https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/.</summary>
    public static string MethodName(string method) => method is "CONNECT" or "DELETE" or "GET" or "HEAD" or "OPTIONS" or "PATCH" or "POST" or "PUT" or "TRACE" ? method : Other;

    /// <summary>An operation as telemetry names it.</summary>
    public static string OperationName(string operation) =>
        operation.Length is > 0 and <= LongestOperation && char.IsAsciiLetterUpper(operation[0]) && !operation.AsSpan().ContainsAnyExcept(OperationCharacters) ? operation : Other;

    /// <summary>Starts a span within the current one; none where the request is not recorded.</summary>
    public static Activity? StartSpan(string name, ActivityKind kind) =>
        Activity.Current is { Recorded: false, OperationName: Unrecorded } ? null : Source.StartActivity(name, kind);

    /// <summary>Starts an activity that nobody records: the request's further spans are left out, here and in the processes that it reaches.</summary>
    public static Activity? StartUnrecorded()
    {
        Activity.Current = null;
        if (!Source.HasListeners())
        {
            return null;
        }

        var activity = new Activity(Unrecorded);
        activity.SetIdFormat(ActivityIdFormat.W3C);
        return activity.Start();
    }

    /// <summary>Describes the span as one call of an AWS API.</summary>
    public static void SetAwsCall(this Activity? span, string service, string operation, string requestId)
    {
        if (span is null)
        {
            return;
        }

        operation = OperationName(operation);
        span.DisplayName = $"{service} {operation}";
        span.SetTag("rpc.system", "aws-api");
        span.SetTag("rpc.service", service);
        span.SetTag("rpc.method", operation);
        span.SetTag("aws.request_id", requestId);
    }

    /// <summary>Records how an HTTP exchange ended.</summary>
    public static void SetHttpResult(this Activity? span, int statusCode)
    {
        span?.SetTag("http.response.status_code", statusCode);
        if (statusCode >= 500)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Records the error code that the caller was given.</summary>
    public static void SetAwsError(this Activity? span, string code)
    {
        span?.SetTag("error.type", code);
        span?.SetStatus(ActivityStatusCode.Error, code);
    }
}
