using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Reconcile;
using Podcast.Functions.Storage;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Sync;

/// <summary>Cleanup and reconciliation, one situation after the other.</summary>
public sealed class PipelineTests : IDisposable
{
    private static readonly SigningKey Key = SigningKey.Create("01", SyncSystem.Start.ToUnixTimeSeconds());

    private readonly SyncSystem _system = new(StoreBudget.DefaultBytes, Sabotage.None);
    private readonly StringWriter _metrics = new();

    public void Dispose()
    {
        _system.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Cleanup_DueSubscribers_LapseAndTheOthersDoNot()
    {
        var due = await CreateAsync(50, days: -1);
        var running = await CreateAsync(50, days: 1);
        Assert.Equal(new(50, 0, true), await CleanupAsync());
        Assert.All(due, id => Assert.Equal(SubscriberStatus.Lapsed, Find(id).Status));
        Assert.All(due, id => Assert.Equal(2, Find(id).Version));
        Assert.All(running, id => Assert.Equal(SubscriberStatus.Active, Find(id).Status));
        Assert.Contains("\"podcast.subscriptions.expired\":50", _metrics.ToString(), StringComparison.Ordinal);
        Assert.Equal(new(0, 0, true), await CleanupAsync());
    }

    [Fact]
    public async Task Cleanup_TwoAtOnce_DoTheWorkOnce()
    {
        await CreateAsync(200, days: -1);
        var writes = _system.Table.Writes.Count;
        var results = await Task.WhenAll(Task.Run(CleanupAsync), Task.Run(CleanupAsync));
        Assert.Equal(200, results.Sum(result => result!.Expired));
        Assert.Equal(writes + 200, _system.Table.Writes.Count);
    }

    [Fact]
    public async Task Cleanup_RenewedInTheSameSecond_LeavesTheSubscriberActive()
    {
        var id = Assert.Single(await CreateAsync(1, days: -1));
        _system.Table.BeforeExpiry = async _ => Assert.True(await _system.Subscribers.TryUpdateAsync(
            Find(id).With(Find(id).Subscriptions[0] with { ExpiresAt = _system.Time.Now.AddDays(30).ToUnixTimeSeconds() }) with { Version = 2 }, CancellationToken.None));
        Assert.Equal(new(0, 1, true), await CleanupAsync());
        Assert.Equal(SubscriberStatus.Active, Find(id).Status);
    }

    [Fact]
    public async Task Cleanup_OutOfTime_StopsAndTheNextRunGoesOn()
    {
        await CreateAsync(20, days: -1);
        var now = _system.Time.Now;
        var function = NewCleanup();
        Assert.False((await function.HandleAsync(default, new("request", null, CancellationToken.None, now))).Complete);
        Assert.Equal(20, (await function.HandleAsync(default, new("request", null, CancellationToken.None, now.AddMinutes(1)))).Expired);
    }

    [Fact]
    public async Task Reconcile_EmptyStore_IsFilledAndAllOfItIsDrift()
    {
        await CreateAsync(120, days: 1);
        _system.Time.Now += TimeSpan.FromMinutes(2);
        var result = await ReconcileAsync();
        Assert.Equal((121, 121, 0, true), (result.Items, result.Drifted, result.LeftOut, result.Complete));
        AssertStoreIsRight();
        Assert.Contains("\"podcast.kvs.keys_drifted\":121", _metrics.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await ReconcileAsync()).Drifted);
    }

    [Fact]
    public async Task Reconcile_AfterAnHourOfRecordsWasLost_MakesTheStoreRightInOneRun()
    {
        var ids = await CreateAsync(100, days: 1);
        await _system.DeliverAsync(1_000);
        for (var i = 0; i < 100; i++)
        {
            var read = Find(ids[i]);
            var changed = (i % 4) switch
            {
                0 => read.WithRevoked(true),
                1 => read with { TokenHash = Digest.Hash("new" + read.Id), FormerTokens = [read.TokenHash] },
                2 => read.With(read.Subscriptions[0] with { ExpiresAt = read.ExpiresAt + 1_000 }),
                _ => null,
            };
            _system.Time.Now += TimeSpan.FromSeconds(36);
            if (changed is not null)
            {
                Assert.True(await _system.Subscribers.TryUpdateAsync(changed with { Version = 2 }, CancellationToken.None));
            }
            else
            {
                await DeleteAsync(read.Id);
            }
        }

        _system.LosePending();
        Assert.True((await ReconcileAsync()).Complete);
        AssertStoreIsRight();
    }

    [Fact]
    public async Task Reconcile_WhatTheStreamIsAboutToBring_IsRepairedAndNotCalledDrift()
    {
        await CreateAsync(10, days: 1);
        Assert.Equal(0, (await ReconcileAsync()).Drifted);
        AssertStoreIsRight();
    }

    [Fact]
    public async Task Reconcile_TimePassedAndTheCleanupIsStillToCome_IsNoDrift()
    {
        await CreateAsync(10, days: 1);
        await _system.DeliverAsync(1_000);
        _system.Time.Now += TimeSpan.FromDays(2);
        Assert.Equal(0, (await ReconcileAsync()).Drifted);
    }

    [Fact]
    public async Task Reconcile_ShortOfTime_ContinuesWhereItStoppedAndRemovesOrphans()
    {
        var ids = await CreateAsync(60, days: 1);
        await _system.DeliverAsync(1_000);
        await DeleteAsync(ids[7]);
        _system.LosePending();
        var runs = 1;
        while (await _system.ReconcileAsync(hasTime: false) is not { Complete: true })
        {
            // Somebody comes while the comparison is under way; the next run must not take that for nobody's.
            ids = [.. ids, .. await CreateAsync(1, days: 1, first: 100 + runs)];
            await _system.DeliverAsync(1_000);
            Assert.InRange(runs++, 1, 100);
        }

        Assert.True(runs > 1);
        AssertStoreIsRight();
    }

    [Fact]
    public async Task Reconcile_ShortOfTimeUntilTheNextNight_ContinuesWhereItStopped()
    {
        await CreateAsync(60, days: 30);
        var first = (await _system.ReconcileAsync(hasTime: false))!;
        _system.Time.Now += TimeSpan.FromHours(25);

        var second = (await _system.ReconcileAsync(hasTime: true))!;

        Assert.Equal((false, true), (first.Complete, second.Complete));
        Assert.Equal(61, first.Items + second.Items);
    }

    [Fact]
    public async Task Reconcile_StoreTooSmall_LeavesOutWhatHasNoRoomAndSaysHowMany()
    {
        await CreateAsync(100, days: 1);
        using var synchronizer = NewSynchronizer(new(46 + (40 * 21)));
        var result = await NewReconciler(synchronizer, new(46 + (40 * 21))).RunAsync(DateTimeOffset.MaxValue, false, CancellationToken.None);

        // The signing key has its place wherever in the table it comes.
        Assert.NotNull(_system.StoreState.Current.Find(Key.StoreKey));
        Assert.InRange(result.LeftOut, 57, 60);
        Assert.Equal(101, _system.StoreState.Current.Entries.Count + result.LeftOut);
    }

    [Fact]
    public async Task Replay_FailedChanges_SettlesThemAndKeepsThoseThatStillMakeNoSense()
    {
        var ids = await CreateAsync(3, days: 1);
        using var queue = new ScriptedQueue();
        queue.Messages["position"] = """{"DDBStreamBatchInfo":{"startSequenceNumber":"1"}}""";
        queue.Messages["repaired"] = $$"""{"itemKey":"{{SubscriberItem.KeyOf(ids[0])}}"}""";
        queue.Messages["invalid"] = $$"""{"itemKey":"{{SubscriberItem.KeyOf(ids[1])}}"}""";
        await _system.Table.PutItemAsync(
            new() { TableName = InMemoryTable.Name, Item = new() { ["pk"] = ItemAttributes.Text(SubscriberItem.KeyOf(ids[1])) } },
            TestContext.Current.CancellationToken);

        var result = await ReconcileAsync("""{"operation":"replay"}""", queue);
        Assert.Equal((2, true), (result.Replayed, result.Complete));
        Assert.Equal([SubscriberItem.KeyOf(ids[1])], result.Invalid);
        Assert.Equal(["invalid"], queue.Messages.Keys);

        await DeleteAsync(ids[1]);
        Assert.Equal(1, (await ReconcileAsync("""{"operation":"replay"}""", queue)).Replayed);
        Assert.Empty(queue.Messages);
    }

    private async Task<string[]> CreateAsync(int count, int days, int first = 0)
    {
        if (first == 0 && !_system.Table.Items.ContainsKey(SigningKeyItem.KeyOf(Key.Id)))
        {
            await _system.Table.PutItemAsync(new() { TableName = InMemoryTable.Name, Item = SigningKeyItem.From(Key, null) });
        }

        var ids = Enumerable.Range(first, count).Select(number => $"s{number.ToString("d3", CultureInfo.InvariantCulture)}-{days}").ToArray();
        foreach (var id in ids)
        {
            Assert.True(await _system.Subscribers.TryCreateAsync(
                new()
                {
                    Id = id,
                    Subscriptions = [new() { Id = id, Shows = ["news"], ExpiresAt = _system.Time.Now.AddDays(days).ToUnixTimeSeconds(), CreatedAt = 0 }],
                    KeyId = Key.Id,
                    TokenId = id,
                    TokenHash = Digest.Hash(id),
                    Version = 1,
                    CreatedAt = _system.Time.Now.ToUnixTimeSeconds(),
                    UpdatedAt = _system.Time.Now.ToUnixTimeSeconds(),
                },
                CancellationToken.None));
        }

        return ids;
    }

    private Task DeleteAsync(string id) => _system.Table.DeleteItemAsync(
        new() { TableName = InMemoryTable.Name, Key = new() { ["pk"] = ItemAttributes.Text(SubscriberItem.KeyOf(id)) } });

    private Subscriber Find(string id) => SubscriberItem.Read(_system.Table.Items[SubscriberItem.KeyOf(id)]);

    private SubscriberCleanupFunction NewCleanup() => SubscriberCleanupFunction.Compose(_system.Services(_metrics), pageSize: 3);

    private Task<CleanupResult> CleanupAsync() => NewCleanup().HandleAsync(default, new("request", null, CancellationToken.None));

    private async Task<ReconcileResult> ReconcileAsync(string payload = "{}", ScriptedQueue? queue = null)
    {
        var function = ReconcileFunction.Compose(_system.Services(_metrics, queue), pageSize: 20);
        using var input = JsonDocument.Parse(payload);
        return await function.HandleAsync(input.RootElement, new("request", null, CancellationToken.None));
    }

    private StoreSynchronizer NewSynchronizer(StoreBudget budget) => new(
        new(_system.Table, InMemoryTable.Name, _system.Time),
        new(_system.Store, "arn", budget, _system.Time, NullLogger<KeyValueStoreWriter>.Instance),
        _system.Time,
        NullLogger<StoreSynchronizer>.Instance);

    private StoreReconciler NewReconciler(StoreSynchronizer synchronizer, StoreBudget budget) => new(
        new(_system.Table, InMemoryTable.Name, pageSize: 20),
        new(_system.Store, "arn"),
        synchronizer,
        new(_system.Table, InMemoryTable.Name, _system.Time),
        budget,
        _system.Time,
        NullLogger<StoreReconciler>.Instance);

    private void AssertStoreIsRight() => Assert.Equal(
        _system.Table.Items
            .Where(item => SubscriberProjection.IsSigningKey(item.Key) || item.Key.StartsWith(SubscriberItem.KeyPrefix, StringComparison.Ordinal))
            .SelectMany(item => SubscriberProjection.Of(item.Key, item.Value, _system.Time.Now))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal),
        _system.StoreState.Current.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)));
}
