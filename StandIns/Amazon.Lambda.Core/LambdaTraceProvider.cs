#nullable disable

namespace Amazon.Lambda.Core;

/// <summary>The X-Ray trace header of the invocation that is running.</summary>
public class LambdaTraceProvider
{
    // With one invocation at a time a plain field is enough, and it is visible to threads the handler did not start.
    private static readonly AsyncLocal<string> PerInvocation = new();
    private static string _current;

    /// <summary>The header, <c>Root=…;Parent=…;Sampled=…</c>; null outside an invocation.</summary>
    public static string CurrentTraceId => IsMultiConcurrency
        ? PerInvocation.Value
        : _current ?? Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");

    private static bool IsMultiConcurrency => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_LAMBDA_MAX_CONCURRENCY"));

    internal static void SetCurrentTraceId(string traceId)
    {
        if (IsMultiConcurrency)
        {
            PerInvocation.Value = traceId;
        }
        else
        {
            _current = traceId;
        }
    }
}
