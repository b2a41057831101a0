using System.Diagnostics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.LocalAws.Lambda;

/// <summary>One function of the stack: its configuration, its environment, its running process and its URL.</summary>
internal sealed class LambdaFunction(
    FunctionConfiguration configuration,
    FunctionUrlConfiguration? url,
    FunctionEnvironment environment,
    FunctionRuntime runtime,
    RuntimeApi runtimeApi,
    FunctionMetrics metrics,
    IFaultInjector faults,
    string region) : IInvocableFunction
{
    public FunctionConfiguration Configuration => configuration;

    public string Arn => configuration.Arn;

    public string Handler => configuration.Handler;

    public bool CanRun => runtime.IsConnected || runtime.Needed is not null;

    /// <summary>The function's URL, when the template gives it one.</summary>
    public FunctionUrlConfiguration? Url => url;

    public FunctionEnvironment Environment => environment;

    public FunctionRuntime Runtime => runtime;

    public RuntimeApi RuntimeApi => runtimeApi;

    public FunctionMetrics Metrics => metrics;

    /// <summary>What is missing until the function can run, in one sentence; <see langword="null"/> when it can.</summary>
    public string? Pending => runtime switch
    {
        { IsConnected: true } => null,
        { InitError: { } error } => $"The process of {configuration.Handler} could not start: {error}.",
        _ => $"No process of {configuration.Handler} has polled the Runtime API yet.",
    };

    public Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, string requestId, CancellationToken cancellationToken) =>
        InvokeAsync(payload, requestId, clientContext: null, cancellationToken);

    /// <summary>Runs the function once. The current span becomes that of the invocation.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="requestId">The invocation's id.</param>
    /// <param name="clientContext">The X-Amz-Client-Context header.</param>
    /// <param name="cancellationToken">Ends the wait for the result.</param>
    public async Task<InvocationResult> InvokeAsync(
        ReadOnlyMemory<byte> payload, string requestId, string? clientContext, CancellationToken cancellationToken)
    {
        var span = Activity.Current;
        var started = Stopwatch.GetTimestamp();
        Describe(span, requestId);
        await faults.ApplyLatencyAsync(FaultServices.Function, configuration.Handler, cancellationToken);
        var result = faults.Takes(FaultServices.Function, configuration.Handler, FaultKind.Throttle)
            ? InvocationResult.NotRun(InvocationOutcome.Throttled, requestId, InvocationResult.RateExceeded)
            : await runtime.InvokeAsync(payload, requestId, clientContext, cancellationToken);
        if (faults.Takes(FaultServices.Function, configuration.Handler, FaultKind.Kill))
        {
            // The function has run to its end; only its result is lost.
            result = InvocationResult.Failed(requestId, "Runtime.ExitError", "Runtime exited with error: signal: killed");
        }

        var duration = Stopwatch.GetElapsedTime(started);
        LocalAwsMetrics.RecordInvocation(configuration.Handler, result.Outcome.ToString(), duration);
        metrics.RecordInvocation(result, duration, runtime.Active + 1, runtime.LastSeen is not null);
        if (result.Outcome != InvocationOutcome.Succeeded)
        {
            span.SetAwsError(result.ErrorType ?? result.Outcome.ToString());
        }

        return result;
    }

    private void Describe(Activity? span, string requestId)
    {
        if (span is null)
        {
            return;
        }

        span.DisplayName = $"Lambda Invoke {configuration.Handler}";
        span.SetTag("faas.invoked_name", configuration.Name);
        span.SetTag("faas.invoked_provider", "aws");
        span.SetTag("faas.invoked_region", region);
        span.SetTag("faas.invocation_id", requestId);
        span.SetTag("aws.lambda.invoked_arn", configuration.Arn);
    }
}
