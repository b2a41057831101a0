using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Supervision;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// Runs functions for senders that do not wait. A function error is tried twice more, after one and two minutes; an event that did not get
/// to run is tried again for up to six hours; then it is put aside, as the function's role. The function's own configuration may say less.
/// See https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html.
/// </summary>
internal sealed partial class AsyncInvoker(
    IQueueSender queues,
    IAuthorizer authorizer,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    Supervisor supervisor,
    ILogger<AsyncInvoker> logger) : IStackConsumer
{
    private const int MaxWaiting = 10_000;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    private volatile ImmutableDictionary<string, AsyncInvokeConfiguration> _configurations =
        ImmutableDictionary<string, AsyncInvokeConfiguration>.Empty;

    private int _waiting;

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var after = ImmutableDictionary.CreateBuilder<string, AsyncInvokeConfiguration>(StringComparer.Ordinal);
        foreach (var resource in stack.OfType(AsyncInvokeConfiguration.ResourceType))
        {
            var configuration = AsyncInvokeConfiguration.Read(resource);
            if (configuration.OnFailure is { } queue && !queues.Exists(queue))
            {
                throw new TemplateException($"{resource.LogicalId}.Properties.DestinationConfig names no queue of the template: {queue}.");
            }

            after[configuration.FunctionName] = configuration;
        }

        _configurations = after.ToImmutable();
        return Task.CompletedTask;
    }

    /// <exception cref="AwsException">Too many events wait.</exception>
    public void Add(LambdaFunction function, ReadOnlyMemory<byte> payload, string requestId, ActivityContext trace)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new AwsException("TooManyRequestsException", "Rate Exceeded.", StatusCodes.Status429TooManyRequests);
        }

        function.Metrics.RecordEventReceived();
        var invocation = new AsyncInvocation(function, payload, requestId, trace);
        _ = supervisor.AttendAsync("asynchronous invocation", stopping => RunAsync(invocation, stopping), lifetime.ApplicationStopping);
    }

    private async Task RunAsync(AsyncInvocation invocation, CancellationToken cancellationToken)
    {
        var accepted = time.GetTimestamp();
        var configuration = _configurations.GetValueOrDefault(invocation.Function.Configuration.Name, AsyncInvokeConfiguration.Default);
        var backOff = FirstBackOff;
        var retries = 0;
        try
        {
            while (true)
            {
                invocation.Function.Metrics.RecordEventAge(time.GetElapsedTime(accepted));
                var result = await InvokeAsync(invocation, cancellationToken);
                switch (result.Outcome)
                {
                    case InvocationOutcome.Succeeded:
                        return;
                    case InvocationOutcome.FunctionError
                        when retries < configuration.MaxRetries && time.GetElapsedTime(accepted) < configuration.MaxAge:
                        retries++;
                        await Task.Delay(TimeSpan.FromMinutes(retries), time, cancellationToken);
                        break;
                    case InvocationOutcome.Throttled or InvocationOutcome.Unavailable when time.GetElapsedTime(accepted) < configuration.MaxAge:
                        await Task.Delay(backOff, time, cancellationToken);
                        backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
                        break;
                    default:
                        PutAside(invocation, configuration, result, retries + 1);
                        return;
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    // As in AWS, a record that the role may not send is lost; the refusal is logged.
    private void PutAside(AsyncInvocation invocation, AsyncInvokeConfiguration configuration, InvocationResult last, int invokeCount)
    {
        invocation.Function.Metrics.RecordEventDropped();
        Log.Discarded(
            logger, invocation.Function.Configuration.Handler, invocation.RequestId, last.ErrorType ?? last.Reason, configuration.OnFailure ?? "none");
        if (configuration.OnFailure is { } queue
            && authorizer.Evaluate(invocation.Function.Environment.Assume().Caller, "sqs:SendMessage", queue).IsAllowed)
        {
            queues.Send(queue, Encoding.UTF8.GetString(AsyncFailureRecord.Write(invocation, last, invokeCount, time.GetUtcNow()).Span));
        }
    }

    private async Task<InvocationResult> InvokeAsync(AsyncInvocation invocation, CancellationToken cancellationToken)
    {
        using var span = LocalAwsTelemetry.Source.StartActivity("Lambda Invoke", ActivityKind.Consumer, invocation.Trace);
        try
        {
            return await invocation.Function.InvokeAsync(invocation.Payload, invocation.RequestId, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The function did not run, so the event is tried again.
            supervisor.Report("asynchronous invocation", fault);
            return InvocationResult.NotRun(InvocationOutcome.Unavailable, invocation.RequestId, "LocalAws failed; its log has the reason.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EventDiscarded, LogLevel.Warning, "{Handler} {RequestId}: the event is discarded after its last attempt ({Reason}). On-failure destination: {Destination}.")]
        public static partial void Discarded(ILogger logger, string handler, string requestId, string? reason, string destination);
    }
}
