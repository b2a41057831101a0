using System.Diagnostics;
using System.Diagnostics.Metrics;
using Amazon.Lambda.Core;

namespace Podcast.Functions.Hosting;

/// <summary>
/// The span and the metrics of an invocation, named and described as in https://opentelemetry.io/docs/specs/semconv/faas/. The span continues the trace
/// that Lambda names. No token, e-mail address, grant or key goes into it, nor any address that holds one.
/// </summary>
internal static class FunctionTelemetry
{
    public const string SourceName = "Podcast.Functions";

    public static ActivitySource Source { get; } = new(SourceName);

    public static Meter Meter { get; } = new(SourceName);

    private static readonly (string Name, string Variable)[] ResourceVariables =
    [
        ("cloud.region", "AWS_REGION"), ("faas.name", "AWS_LAMBDA_FUNCTION_NAME"), ("faas.version", "AWS_LAMBDA_FUNCTION_VERSION"), ("faas.instance", "AWS_LAMBDA_LOG_STREAM_NAME"),
    ];

    private static readonly Histogram<double> InvokeDuration =
        Meter.CreateHistogram<double>("faas.invoke_duration", "s", "Duration of the function's logic.");

    private static readonly Counter<long> ColdStarts =
        Meter.CreateCounter<long>("faas.coldstarts", "{coldstart}", "Invocations that were the first of their process.");

    private static readonly Counter<long> Errors =
        Meter.CreateCounter<long>("faas.errors", "{error}", "Invocations that ended with an exception.");

    /// <summary>What describes the process: https://opentelemetry.io/docs/specs/semconv/resource/faas/.</summary>
    /// <param name="function">The name in the catalog.</param>
    /// <param name="environment">Reads a variable of the process.</param>
    public static Dictionary<string, object> Describe(string function, Func<string, string?> environment)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal) { ["service.name"] = function, ["cloud.provider"] = "aws", ["cloud.platform"] = "aws_lambda" };
        foreach (var (name, variable) in ResourceVariables)
        {
            if (environment(variable) is { Length: > 0 } value)
            {
                attributes[name] = value;
            }
        }

        return attributes;
    }

    public static void RecordInvocation(string trigger, bool isCold, Exception? failure, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("faas.trigger", trigger);
        InvokeDuration.Record(duration.TotalSeconds, tag);
        if (isCold)
        {
            ColdStarts.Add(1, tag);
        }

        if (failure is not null)
        {
            Errors.Add(1, tag, new("error.type", failure.GetType().FullName));
        }
    }

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
