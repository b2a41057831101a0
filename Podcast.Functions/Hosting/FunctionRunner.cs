using System.Diagnostics;
using Amazon.Lambda.Core;
using Podcast.Telemetry;

namespace Podcast.Functions.Hosting;

/// <summary>Runs a function for each event, with a span and a deadline, and flushes telemetry.</summary>
internal sealed class FunctionRunner<TEvent, TResult>(
    Func<IFunction<TEvent, TResult>> create, Lazy<ServiceTelemetrySession> telemetry, TimeProvider time, bool mayFreeze)
{
    /// <summary>The time left to respond after the work is cancelled.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    /// <summary>What sending the telemetry may add to an invocation at the most, where Lambda may freeze the process afterwards.</summary>
    private static readonly TimeSpan FlushLimit = TimeSpan.FromMilliseconds(250);

    // The first event creates the function, so that this does not delay the start of the process.
    private readonly Lazy<IFunction<TEvent, TResult>> _function = new(create);

    public async Task<TResult> RunAsync(TEvent input, ILambdaContext context)
    {
        var session = telemetry.Value;
        var isCold = !_function.IsValueCreated;
        var function = _function.Value;
        var limit = Max(context.RemainingTime - Margin, Margin);
        var endsAt = time.GetUtcNow() + limit;
        using var deadline = new CancellationTokenSource(limit, time);
        using (var activity = FunctionTelemetry.StartInvocation(context, function.Trigger, isCold, function.FindLinks(input)))
        {
            var started = time.GetTimestamp();
            Exception? failed = null;
            try
            {
                return await function.HandleAsync(input, new(context.AwsRequestId, activity, deadline.Token, endsAt)).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                failed = failure;
                activity?.SetTag("error.type", failure.GetType().FullName);
                activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
                throw;
            }
            finally
            {
                FunctionTelemetry.RecordInvocation(function.Trigger, isCold, failed, time.GetElapsedTime(started));
                activity?.Stop();
                if (mayFreeze)
                {
                    session.Flush(FlushLimit);
                }
            }
        }
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
