using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Core.Streams;
using Podcast.LocalAws.Core.Supervision;
using Podcast.LocalAws.Lambda.EventSources;
using static Podcast.Tests.Unit.LocalAws.Lambda.EventSources.Batches;

namespace Podcast.Tests.Unit.LocalAws.Lambda.EventSources;

public sealed class EventSourceMappingTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ScriptedStream _stream = new();
    private readonly Channel<int[]> _invocations = Channel.CreateUnbounded<int[]>();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Supervisor _supervisor;
    private Task _run = Task.CompletedTask;

    public EventSourceMappingTests() => _supervisor = new(_time, NullLogger<Supervisor>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_FromTrimHorizon_BeginsWithTheOldest()
    {
        _stream.AddShard("a");
        _stream.Add("a", Records(3, _time.GetUtcNow()));

        Start(Mapping);

        await ExpectAsync(1, 2, 3);
    }

    [Fact]
    public async Task RunAsync_FromLatest_BeginsWithTheNext()
    {
        _stream.AddShard("closed", isClosed: true);
        _stream.AddShard("a");
        _stream.Add("closed", Records(2, _time.GetUtcNow(), first: 10));
        _stream.Add("a", Records(3, _time.GetUtcNow()));

        Start(Mapping with { FromTrimHorizon = false });
        await _stream.Reads.ReadAsync(_stop.Token);
        _stream.Add("a", Record(4, _time.GetUtcNow()));

        await ExpectAsync(4);
    }

    [Fact]
    public async Task RunAsync_WhileIdle_ReadsFourTimesASecond()
    {
        _stream.AddShard("a");

        Start(Mapping);
        await _stream.Reads.ReadAsync(_stop.Token);
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(_stream.Reads.TryRead(out _));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await _stream.Reads.ReadAsync(_stop.Token);
    }

    [Fact]
    public async Task RunAsync_WithMoreThanABatch_SplitsBySize()
    {
        _stream.AddShard("a");
        _stream.Add("a", Records(5, _time.GetUtcNow()));

        Start(Mapping with { BatchSize = 2 });

        await ExpectAsync(1, 2);
        await ExpectAsync(3, 4);
        await ExpectAsync(5);
    }

    [Fact]
    public async Task RunAsync_WithLargeRecords_SplitsByPayload()
    {
        _stream.AddShard("a");
        _stream.Add("a", Enumerable.Range(1, 3).Select(number => Record(number, _time.GetUtcNow(), bytes: 2_500_000)));

        Start(Mapping);

        await ExpectAsync(1, 2);
        await ExpectAsync(3);
    }

    [Fact]
    public async Task RunAsync_WithBatchingWindow_GathersUntilItEnds()
    {
        _stream.AddShard("a");
        _stream.Add("a", Record(1, _time.GetUtcNow()));

        Start(Mapping with { BatchingWindow = TimeSpan.FromSeconds(5) });
        await _stream.Reads.ReadAsync(_stop.Token);
        await _stream.Reads.ReadAsync(_stop.Token);
        _stream.Add("a", Record(2, _time.GetUtcNow()));
        Assert.False(_invocations.Reader.TryRead(out _));

        await ExpectAsync(1, 2);
    }

    [Fact]
    public async Task RunAsync_WhenAShardSplits_ReadsTheChildrenAfterTheParent()
    {
        _stream.AddShard("parent");
        _stream.AddShard("child", parentId: "parent");
        _stream.Add("parent", Record(1, _time.GetUtcNow()));
        _stream.Add("child", Record(2, _time.GetUtcNow()));

        Start(Mapping);
        await ExpectAsync(1);
        _stream.Add("parent", Record(3, _time.GetUtcNow()));
        _stream.Close("parent");

        await ExpectAsync(3);
        await ExpectAsync(2);
        Assert.Equal(["parent", "child"], _stream.Positions.Select(position => position.ShardId));
    }

    [Fact]
    public async Task RunAsync_WhenAShardAppears_FindsIt()
    {
        Start(Mapping);
        _stream.AddShard("new");
        _stream.Add("new", Record(1, _time.GetUtcNow()));

        await ExpectAsync(1);
    }

    [Fact]
    public async Task RunAsync_WhenAReadFails_ContinuesAfterTheLastRecord()
    {
        _stream.AddShard("a");
        _stream.Add("a", Record(1, _time.GetUtcNow()));
        Start(Mapping);
        await ExpectAsync(1);

        _stream.NextFault = new StreamSourceException("expired");
        _stream.Add("a", Record(2, _time.GetUtcNow()));

        await ExpectAsync(2);
        Assert.Equal(new StreamPosition(StreamPositionKind.After, $"{1:D21}"), _stream.Positions[^1].Position);
    }

    [Fact]
    public async Task RunAsync_WhenRecordsAreTrimmed_ContinuesWithTheOldest()
    {
        _stream.AddShard("a");
        _stream.Add("a", Record(1, _time.GetUtcNow()));
        _stream.NextFault = new StreamSourceException("trimmed", isTrimmed: true);

        Start(Mapping with { FromTrimHorizon = false });

        await ExpectAsync(1);
        Assert.Equal(StreamPositionKind.TrimHorizon, _stream.Positions[^1].Position.Kind);
    }

    [Fact]
    public async Task RunAsync_AfterAFault_MayBeCalledAgainAndContinues()
    {
        _stream.AddShard("a");
        _stream.Add("a", Record(1, _time.GetUtcNow()));
        Start(Mapping);
        await ExpectAsync(1);

        _stream.NextFault = new InvalidOperationException("a fault of our own");
        await AdvanceUntilAsync(() => _stream.NextFault is null);

        _stream.Add("a", Record(2, _time.GetUtcNow()));
        await ExpectAsync(2);
    }

    [Fact]
    public async Task RunAsync_WhenTheStreamIsMadeAgain_ReadsTheNewShardFromItsBeginning()
    {
        _stream.AddShard("old");
        _stream.Add("old", Record(1, _time.GetUtcNow()));
        Start(Mapping with { FromTrimHorizon = false });
        await _stream.Reads.ReadAsync(_stop.Token);

        _stream.Remove("old");
        _stream.AddShard("new");
        _stream.Add("new", Record(2, _time.GetUtcNow()));
        _stream.NextFault = new StreamSourceException("no such shard", isGone: true);

        await ExpectAsync(2);
    }

    private void Start(EventSourceMappingConfiguration mapping)
    {
        var processor = new BatchProcessor(
            mapping,
            async (records, cancellationToken) =>
            {
                await _invocations.Writer.WriteAsync([.. records.Select(Number)], cancellationToken);
                return Succeeded();
            },
            _ => throw new InvalidOperationException("Nothing is discarded here."),
            _time);
        _run = _supervisor.RunAsync("mapping", new EventSourceMapping(mapping, _stream, processor, _time, NullLogger.Instance).RunAsync, _stop.Token);
    }

    private async Task ExpectAsync(params int[] numbers) => Assert.Equal(numbers, await NextAsync());

    private async Task<int[]> NextAsync()
    {
        int[] invocation = [];
        await AdvanceUntilAsync(() => _invocations.Reader.TryRead(out invocation!));
        return invocation;
    }

    private async Task AdvanceUntilAsync(Func<bool> isReached)
    {
        while (!isReached())
        {
            if (_run.IsCompleted)
            {
                await _run;
            }

            _stop.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }
}
