using System.Text.Json;
using Amazon.CloudFront.Model;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.MediaRemoval;
using Podcast.Functions.Removals;

namespace Podcast.Functions.MediaCleanup;

/// <summary>
/// Removes audio from the bucket and the edge: of replaced recordings when their time is over, and what a request of the publisher API did not finish.
/// </summary>
internal sealed partial class MediaCleanupFunction(
    RemovalTable removals, MediaRemover remover, ILogger<MediaCleanupFunction> logger) : IFunction<JsonElement, MediaCleanupResult>
{
    private const int MostDue = 100;

    /// <summary>Longer than the function may run.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public string Trigger => "datasource";

    public static MediaCleanupFunction Compose(FunctionServices services)
    {
        var removals = new RemovalTable(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time);
        return new(removals, MediaRemover.Compose(services, removals), services.Loggers.CreateLogger<MediaCleanupFunction>());
    }

    /// <exception cref="AggregateException">Some removals failed; the others are done.</exception>
    public async Task<MediaCleanupResult> HandleAsync(JsonElement input, Invocation invocation)
    {
        var (removed, left) = (0, 0);
        var failures = new List<Exception>();
        foreach (var prefix in await removals.FindDueAsync(MostDue, invocation.Deadline).ConfigureAwait(false))
        {
            try
            {
                if (await removals.FindAsync(prefix, invocation.Deadline).ConfigureAwait(false) is { } removal
                    && await removals.TryClaimAsync(removal, Lease, invocation.Deadline).ConfigureAwait(false) is { } claimed)
                {
                    await remover.RemoveAsync(claimed, invocation.Deadline).ConfigureAwait(false);
                    LogRemoved(prefix);
                    removed++;
                }
            }
            catch (TooManyInvalidationsInProgressException)
            {
                left++;
            }
#pragma warning disable CA1031 // One removal that fails holds up no other; all failures are thrown at the end.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(failure, prefix);
                failures.Add(failure);
            }
        }

        return failures.Count == 0 ? new(removed, left) : throw new AggregateException("Some audio was not removed.", failures);
    }

    [LoggerMessage(EventIds.AudioRemoved, LogLevel.Information, "{Prefix} was removed")]
    private partial void LogRemoved(string prefix);

    [LoggerMessage(EventIds.AudioNotRemoved, LogLevel.Error, "{Prefix} was not removed and will be tried again")]
    private partial void LogFailed(Exception failure, string prefix);
}
