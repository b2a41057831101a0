using System.Diagnostics;
using Amazon.Lambda.Core;

namespace Podcast.Functions.Hosting;

/// <summary>
/// The span of an invocation, named and described as in https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/. It continues the trace
/// that Lambda names. No token, e-mail address, grant or key goes into it, nor any address that holds one.
/// </summary>
internal static class FunctionTelemetry
{
    public const string SourceName = "Podcast.Functions";

    public static ActivitySource Source { get; } = new(SourceName);

    public static Activity? StartInvocation(ILambdaContext context, string trigger, bool isCold, IEnumerable<ActivityLink> links)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var parent = LambdaTraceContext.TryParse(context.TraceId, out var caller) ? caller : default;
        return Source.StartActivity(
            context.FunctionName,
            ActivityKind.Server,
            parent,
            [
                new("faas.trigger", trigger),
                new("faas.invocation_id", context.AwsRequestId),
                new("faas.name", context.FunctionName),
                new("faas.version", context.FunctionVersion),
                new("faas.coldstart", isCold),
                new("cloud.provider", "aws"),
                new("cloud.resource_id", context.InvokedFunctionArn),
            ],
            links);
    }

    public static void SetHttpRequest(this Activity? activity, string method, string route)
    {
        activity?.SetTag("http.request.method", method);
        activity?.SetTag("http.route", route);
    }

    public static void SetHttpStatus(this Activity? activity, int status)
    {
        activity?.SetTag("http.response.status_code", status);
        if (status >= 500)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
