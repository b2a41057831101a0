using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.Removals;

namespace Podcast.Functions.MediaRemoval;

/// <summary>Does a removal within the request that asks for it, as far as there is time; what is left, the cleanup does.</summary>
internal sealed partial class PromptRemover(MediaRemover remover, TimeProvider time, ILogger<PromptRemover> logger)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(6);

    /// <returns>Whether the audio is deleted from the bucket and the invalidation of the caches is requested.</returns>
    public async Task<bool> TryRemoveAsync(Removal removal, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(Budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            await remover.RemoveAsync(removal, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is OperationCanceledException or AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            LogPostponed(failure, removal.MediaPrefix);
            return false;
        }
    }

    [LoggerMessage(EventIds.RemovalPostponed, LogLevel.Warning, "{Prefix} is left to the cleanup")]
    private partial void LogPostponed(Exception failure, string prefix);
}
