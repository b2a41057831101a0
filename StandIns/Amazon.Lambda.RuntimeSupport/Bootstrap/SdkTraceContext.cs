using System.Diagnostics.CodeAnalysis;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Hands the trace header to the AWS SDK, which cannot take it from the environment when several invocations run at a time.</summary>
internal static class SdkTraceContext
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Where the SDK was trimmed away there is nobody to tell.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Where the SDK was trimmed away there is nobody to tell.")]
    internal static Action<string>? FindSetter(IEnvironmentVariables environment)
    {
        if (!ConcurrencySettings.IsMultiConcurrency(environment))
        {
            return null;
        }

        // A function without the SDK is a normal function, so this package does not reference it.
        var type = Type.GetType("Amazon.Runtime.SDKTaskContext, AWSSDK.Core", throwOnError: false);
        var context = type?.GetProperty("Default")?.GetValue(null);
        var set = type?.GetMethod("Set", [typeof(string), typeof(object)]);
        return context is null || set is null
            ? null
            : traceId => set.Invoke(context, [LambdaEnvironment.EnvVarTraceId, traceId]);
    }
}
