using System.Diagnostics;
using Podcast.LocalAws.Api;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// Runs functions for senders that do not wait. A function error is tried twice more, after one and two minutes; an event that did not get
/// to run is tried again for up to six hours. See https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html.
/// </summary>
internal sealed partial class AsyncInvoker(TimeProvider time, IHostApplicationLifetime lifetime, ILogger<AsyncInvoker> logger)
{
    private const int MaxWaiting = 10_000;
    private const int MaxRetries = 2;
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(6);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    private int _waiting;

    /// <exception cref="AwsException">Too many events wait.</exception>
    public void Add(LambdaFunction function, ReadOnlyMemory<byte> payload, string requestId, ActivityContext trace)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new AwsException("TooManyRequestsException", "Rate Exceeded.", StatusCodes.Status429TooManyRequests);
        }

        _ = RunAsync(new(function, payload, requestId, trace), lifetime.ApplicationStopping);
    }

    private async Task RunAsync(AsyncInvocation invocation, CancellationToken cancellationToken)
    {
        // The sender's answer does not wait for the first attempt.
        await Task.Yield();
        var accepted = time.GetTimestamp();
        var backOff = FirstBackOff;
        var retries = 0;
        try
        {
            while (true)
            {
                var result = await InvokeAsync(invocation, cancellationToken);
                switch (result.Outcome)
                {
                    case InvocationOutcome.Succeeded:
                        return;
                    case InvocationOutcome.FunctionError when retries < MaxRetries:
                        retries++;
                        await Task.Delay(TimeSpan.FromMinutes(retries), time, cancellationToken);
                        break;
                    case InvocationOutcome.Throttled or InvocationOutcome.Unavailable when time.GetElapsedTime(accepted) < MaxAge:
                        await Task.Delay(backOff, time, cancellationToken);
                        backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
                        break;
                    default:
                        Log.Discarded(logger, invocation.Function.Configuration.Handler, invocation.RequestId, result.ErrorType ?? result.Reason);
                        return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops; what is waiting goes with it, as everything else here does.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static async Task<InvocationResult> InvokeAsync(AsyncInvocation invocation, CancellationToken cancellationToken)
    {
        using var span = LocalAwsTelemetry.Source.StartActivity("Lambda Invoke", ActivityKind.Consumer, invocation.Trace);
        return await invocation.Function.InvokeAsync(invocation.Payload, invocation.RequestId, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Warning, "{Handler} {RequestId}: the event is discarded after its last attempt: {Reason}")]
        public static partial void Discarded(ILogger logger, string handler, string requestId, string? reason);
    }
}
