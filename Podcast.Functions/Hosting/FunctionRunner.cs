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

    private const int FlushMilliseconds = 250;

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
            try
            {
                return await function.HandleAsync(input, new(context.AwsRequestId, activity, deadline.Token, endsAt)).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
                throw;
            }
            finally
            {
                activity?.Stop();
                if (mayFreeze)
                {
                    session.Flush(FlushMilliseconds);
                }
            }
        }
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
