using Microsoft.Extensions.Logging.Abstractions;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Unit.Functions.EdgeStore;

/// <summary>What becomes of a store that is full. Entries of one show have 12 + 9 bytes, ended ones 12 + 1.</summary>
public sealed class KeyValueStoreWriterTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly KeyValueStoreState _state;
    private readonly InMemoryStore _store;
    private readonly ImmediateTimeProvider _time = new(Now);

    public KeyValueStoreWriterTests()
    {
        _state = new("id", "arn", TimeSpan.Zero, _time);
        _store = new(_state);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Write_WithinTheBudget_KeepsEndedEntries()
    {
        await WriteAsync(100, Ended("a"), Running("b", 1), Running("c", 1));
        Assert.Equal(["a", "b", "c"], Names());
    }

    [Fact]
    public async Task Write_OverTheBudget_RemovesEndedEntriesFirst()
    {
        await WriteAsync(63, Running("a", 1), Ended("b"), Running("c", 2));
        var tally = await WriteAsync(63, Running("d", 1));
        Assert.Equal(["a", "c", "d"], Names());
        Assert.Equal(1, tally.LeftOut);
        Assert.Equal(63, tally.SizeInBytes);
    }

    [Fact]
    public async Task Write_EntryWhoseTimeIsOver_CountsAsEnded()
    {
        await WriteAsync(63, Running("a", 1), Running("b", -1), Running("c", 2));
        await WriteAsync(63, Running("d", 1));
        Assert.Equal(["a", "c", "d"], Names());
    }

    [Fact]
    public async Task Write_NothingEnded_RemovesWhatEndsSoonest()
    {
        await WriteAsync(63, Running("a", 3), Running("b", 1), Running("c", 2));
        await WriteAsync(63, Running("d", 5));
        Assert.Equal(["a", "c", "d"], Names());
    }

    [Fact]
    public async Task Write_OfLeastUseItself_IsLeftOutAndDoesNotStayAsItWas()
    {
        await WriteAsync(63, Running("a", 3), Running("b", 4), Running("c", 5));
        var tally = await WriteAsync(63, Running("a", 1));
        Assert.Equal(["b", "c"], Names());
        Assert.Equal(1, tally.LeftOut);
    }

    [Fact]
    public async Task Write_SigningKey_AlwaysHasItsPlace()
    {
        await WriteAsync(63, Running("a", 3), Running("b", 4), Running("c", 5));
        await WriteAsync(63, new StoreOperation("k01", new string('s', 43), MayBeLeftOut: false));
        Assert.Equal(new string('s', 43), _state.Current.Find("k01"));
        await WriteAsync(63, Running("d", 9));
        Assert.NotNull(_state.Current.Find("k01"));
    }

    [Fact]
    public async Task Write_FullStore_StaysWithinItsBudgetAndCostsFewCalls()
    {
        const int count = 5_000;
        const long budget = count * 21L;
        foreach (var chunk in Enumerable.Range(0, count).Select(number => Running(number.ToString("d5", System.Globalization.CultureInfo.InvariantCulture), 1 + (number % 300))).Chunk(50))
        {
            await WriteAsync(budget, chunk);
        }

        var before = _store.UpdateCalls;
        for (var i = 0; i < 20; i++)
        {
            await WriteAsync(budget, [.. Enumerable.Range(0, 50).Select(number => Running($"new-{i}-{number}", 400))]);
        }

        Assert.InRange(_state.Current.TotalSizeInBytes, budget - (50 * 21), budget);
        Assert.InRange(_store.UpdateCalls - before, 20, 60);
        Assert.Equal(1_000, _state.Current.Entries.Count(entry => entry.Key.StartsWith("new-", StringComparison.Ordinal)));
    }

    private static StoreOperation Running(string name, int days) =>
        new(name.PadRight(Digest.Length, '-'), AccessEntry.Active(Now.AddDays(days).ToUnixTimeSeconds(), ["news"]).Encode(), MayBeLeftOut: true);

    private static StoreOperation Ended(string name) => new(name.PadRight(Digest.Length, '-'), "r", MayBeLeftOut: true);

    private IEnumerable<string> Names() => _state.Current.Entries.Select(entry => entry.Key.TrimEnd('-'));

    private async Task<StoreTally> WriteAsync(long budget, params StoreOperation[] operations)
    {
        var writer = new KeyValueStoreWriter(_store, "arn", new(budget), _time, NullLogger<KeyValueStoreWriter>.Instance);
        await writer.PrepareAsync(TestContext.Current.CancellationToken);
        await writer.WriteAsync(operations, TestContext.Current.CancellationToken);
        return writer.TakeTally();
    }
}
