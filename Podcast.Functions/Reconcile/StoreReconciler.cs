using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Reconcile;

/// <summary>
/// Compares the whole store with the whole table. A difference is only a suspicion, because the stream goes on writing in the meantime: what is
/// suspicious is brought to the table's state by <see cref="StoreSynchronizer"/>, which reads the item again under an ETag.
/// </summary>
internal sealed partial class StoreReconciler(
    TableScan scan,
    StoreListing listing,
    StoreSynchronizer synchronizer,
    ReconcileProgressTable progressTable,
    StoreBudget budget,
    TimeProvider time,
    ILogger<StoreReconciler> logger)
{
    /// <summary>A call of the synchronizer takes so many orphaned keys: ten calls of UpdateKeys.</summary>
    private const int OrphansAtOnce = 10 * StoreChunk.MaxKeys;

    /// <summary>Kept for saving the progress, and for the page that is under way.</summary>
    private static readonly TimeSpan PageTime = TimeSpan.FromSeconds(10);

    /// <summary>What was written so shortly before may be on its way; it is repaired, and not called drift.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(60);

    /// <param name="endsAt">When there is no time left.</param>
    /// <param name="beginsAnew">False to go on where the run before stopped: what it has compared is not compared again.</param>
    /// <param name="cancellationToken">Ends the work at once.</param>
    /// <exception cref="InvalidOperationException">A write failed; the next run starts from the beginning.</exception>
    public async Task<ReconcileResult> RunAsync(DateTimeOffset endsAt, bool beginsAnew, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var entries = await listing.ReadAsync(cancellationToken).ConfigureAwait(false);
        var progress = await progressTable.TakeAsync(cancellationToken).ConfigureAwait(false);
        if (progress is null || beginsAnew)
        {
            progress = new(new string?[TableScan.Segments], [.. entries.Keys]);
        }
        else
        {
            progress.Unclaimed.IntersectWith(entries.Keys);
        }

        var state = new State(entries, progress, new(budget, entries, startedAt), startedAt);
        using var onePage = new SemaphoreSlim(1);
        await Task.WhenAll(Enumerable.Range(0, TableScan.Segments).Select(ReadSegmentAsync)).ConfigureAwait(false);
        if (progress.IsDone)
        {
            await RemoveOrphansAsync(state, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await progressTable.SaveAsync(progress, cancellationToken).ConfigureAwait(false);
        }

        LogDone(state.Items, state.Drifted, state.Room.LeftOut, state.Invalid.Count, progress.IsDone);
        return new(state.Items, state.Drifted, state.Room.LeftOut, [.. state.Invalid.Take(ReconcileResult.MaxInvalid)], progress.IsDone);

        // At least one page each, so that a run that is short of time comes further as well.
        async Task ReadSegmentAsync(int segment)
        {
            for (var isFirst = true; !progress.IsSegmentDone(segment) && (isFirst || endsAt - time.GetUtcNow() > PageTime); isFirst = false)
            {
                var (items, last) = await scan.ReadAsync(segment, progress.After[segment], cancellationToken).ConfigureAwait(false);
                await onePage.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await CompareAsync(items, state, cancellationToken).ConfigureAwait(false);
                    progress.Advance(segment, last);
                }
                finally
                {
                    onePage.Release();
                }
            }
        }
    }

    private async Task CompareAsync(IReadOnlyList<Dictionary<string, AttributeValue>> items, State state, CancellationToken cancellationToken)
    {
        var suspects = new List<ItemChange>();
        var drifted = 0;
        foreach (var item in items)
        {
            var itemKey = item.GetText("pk");
            if (!SubscriberProjection.IsSigningKey(itemKey) && !itemKey.StartsWith(SubscriberItem.KeyPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            state.Items++;
            try
            {
                var wrong = FindDifferences(itemKey, item, state);
                if (wrong.Count > 0)
                {
                    suspects.Add(new(itemKey, "", wrong));
                    drifted += IsRecent(item, state.StartedAt) ? 0 : wrong.Count;
                }
            }
            catch (InvalidDataException invalid)
            {
                // Its entries stay: what they should be is unknown, and a paying subscriber may need them.
                LogInvalid(invalid, itemKey);
                state.Invalid.Add(itemKey);
                state.Progress.Unclaimed.ExceptWith([item.FindText("tokenHash") ?? "", .. item.GetTextList("formerTokens").OfType<string>()]);
            }
        }

        await ApplyAsync(suspects, cancellationToken).ConfigureAwait(false);
        state.Drifted += drifted;
    }

    private static HashSet<string> FindDifferences(string itemKey, Dictionary<string, AttributeValue> item, State state)
    {
        var wrong = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in SubscriberProjection.Of(itemKey, item, state.StartedAt))
        {
            state.Progress.Unclaimed.Remove(key);
            if (state.Entries.TryGetValue(key, out var listed)
                ? listed != value && !IsWaitingForCleanup(item, listed, value)
                : state.Room.TryTake(new(key, value)))
            {
                wrong.Add(key);
            }
        }

        return wrong;
    }

    // The time in the entry has closed it; that it says so is for the cleanup.
    private static bool IsWaitingForCleanup(Dictionary<string, AttributeValue> item, string listed, string wanted) =>
        (wanted == AccessEntry.Ended(AccessState.Lapsed).Encode() || wanted == AccessEntry.Ended(AccessState.PaymentFailed).Encode())
        && item.GetText("status") == StatusText.Of(SubscriberStatus.Active)
        && listed == StoreProjection.Running(SubscriberItem.Read(item));

    private static bool IsRecent(Dictionary<string, AttributeValue> item, DateTimeOffset startedAt) =>
        item.GetNumber(item.ContainsKey("updatedAt") ? "updatedAt" : "createdAt") >= (startedAt - SettleTime).ToUnixTimeSeconds();

    private async Task RemoveOrphansAsync(State state, CancellationToken cancellationToken)
    {
        var signingKeys = state.Progress.Unclaimed.Where(key => key.Length == SigningKey.IdLength + 1 && key[0] == 'k').ToArray();
        await ApplyAsync(
            [.. signingKeys.Select(key => new ItemChange(SigningKeyItem.KeyOf(key[1..]), "", new HashSet<string>(StringComparer.Ordinal) { key }))],
            cancellationToken).ConfigureAwait(false);

        // As of a subscriber without an id, whom there cannot be: so the table says that these keys should go.
        foreach (var keys in state.Progress.Unclaimed.Except(signingKeys).Chunk(OrphansAtOnce))
        {
            await ApplyAsync([new(SubscriberItem.KeyPrefix, "", keys.ToHashSet(StringComparer.Ordinal))], cancellationToken).ConfigureAwait(false);
        }

        state.Drifted += state.Progress.Unclaimed.Count;
    }

    private async Task ApplyAsync(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken)
    {
        foreach (var batch in changes.Chunk(OrphansAtOnce))
        {
            var outcome = await synchronizer.ApplyAsync(batch, cancellationToken).ConfigureAwait(false);
            if (outcome.Unwritten.Count > 0)
            {
                throw new InvalidOperationException($"{outcome.Unwritten.Count} items could not be brought to the key-value store; the log says why.");
            }
        }
    }

    [LoggerMessage(EventIds.ComparisonFinished, LogLevel.Information, "{Items} items compared: {Drifted} keys had drifted, {LeftOut} found no room, {Invalid} items are invalid; complete: {Complete}")]
    private partial void LogDone(int items, int drifted, int leftOut, int invalid, bool complete);

    [LoggerMessage(EventIds.ComparedItemInvalid, LogLevel.Error, "The item {ItemKey} is invalid; its entries in the store are left unchanged")]
    private partial void LogInvalid(InvalidDataException reason, string itemKey);

    /// <summary>Of one run; pages are compared one after the other.</summary>
    private sealed class State(Dictionary<string, string> entries, ReconcileProgress progress, FreeRoom room, DateTimeOffset startedAt)
    {
        public Dictionary<string, string> Entries { get; } = entries;

        public ReconcileProgress Progress { get; } = progress;

        public FreeRoom Room { get; } = room;

        public DateTimeOffset StartedAt { get; } = startedAt;

        public List<string> Invalid { get; } = [];

        public int Items { get; set; }

        public int Drifted { get; set; }
    }
}
