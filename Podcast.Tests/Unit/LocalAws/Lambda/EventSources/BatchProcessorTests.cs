using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Streams;
using Podcast.LocalAws.Lambda.EventSources;
using static Podcast.Tests.Unit.LocalAws.Lambda.EventSources.Batches;

namespace Podcast.Tests.Unit.LocalAws.Lambda.EventSources;

public sealed class BatchProcessorTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<int[]> _invocations = [];
    private readonly List<DiscardedBatch> _discarded = [];

    [Fact]
    public async Task ProcessAsync_WhenAllSucceed_InvokesOnce()
    {
        await ProcessAsync(Mapping, 3, _ => Succeeded());

        Assert.Equal([[1, 2, 3]], _invocations);
        Assert.Empty(_discarded);
    }

    [Fact]
    public async Task ProcessAsync_WhenAnItemFails_ContinuesFromItsCheckpoint()
    {
        var attempts = 0;

        await ProcessAsync(Mapping, 4, _ => attempts++ == 0 ? FailedAt(3) : Succeeded());

        Assert.Equal([[1, 2, 3, 4], [3, 4]], _invocations);
    }

    [Fact]
    public async Task ProcessAsync_WithoutReportBatchItemFailures_IgnoresTheResponse()
    {
        await ProcessAsync(Mapping with { ReportsItemFailures = false }, 3, _ => FailedAt(2));

        Assert.Single(_invocations);
    }

    [Fact]
    public async Task ProcessAsync_WhenItFailsForGood_DiscardsAfterTheLastRetry()
    {
        await ProcessAsync(Mapping, 2, _ => Failed());

        Assert.Equal([[1, 2], [1, 2], [1, 2]], _invocations);
        var discarded = Assert.Single(_discarded);
        Assert.Equal(DiscardReason.RetryAttemptsExhausted, discarded.Reason);
        Assert.Equal(2, discarded.Records.Count);
        Assert.Equal(3, discarded.InvokeCount);
    }

    [Fact]
    public async Task ProcessAsync_WithZeroRetries_DiscardsImmediately()
    {
        await ProcessAsync(Mapping with { MaximumRetryAttempts = 0 }, 1, _ => Failed());

        Assert.Single(_invocations);
        Assert.Single(_discarded);
    }

    [Fact]
    public async Task ProcessAsync_WithBisect_IsolatesTheOneThatFails()
    {
        await ProcessAsync(Mapping with { BisectOnError = true }, 8, batch => batch.Contains(6) ? Failed() : Succeeded());

        // Halves in order, and only the single record uses up its retries.
        Assert.Equal([[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4], [5, 6, 7, 8], [5, 6], [5], [6], [6], [6], [7, 8]], _invocations);
        var discarded = Assert.Single(_discarded);
        Assert.Equal([6], discarded.Records.Select(Number));
    }

    [Fact]
    public async Task ProcessAsync_WithBisectAndAReportedItem_SplitsThere()
    {
        await ProcessAsync(Mapping with { BisectOnError = true }, 8, batch => batch is [6] ? Failed() : batch.Contains(6) ? FailedAt(6) : Succeeded());

        Assert.Equal([[1, 2, 3, 4, 5, 6, 7, 8], [6, 7, 8], [6], [6], [6], [7, 8]], _invocations);
        Assert.Equal([6], Assert.Single(_discarded).Records.Select(Number));
    }

    [Fact]
    public async Task ProcessAsync_WhenThrottled_DoesNotCountIt()
    {
        var attempts = 0;

        await ProcessAsync(Mapping with { MaximumRetryAttempts = 0 }, 1, _ => ++attempts <= 10
            ? InvocationResult.NotRun(attempts % 2 == 0 ? InvocationOutcome.Throttled : InvocationOutcome.Unavailable, "r", "busy")
            : Succeeded());

        Assert.Equal(11, _invocations.Count);
        Assert.Empty(_discarded);
    }

    [Fact]
    public async Task ProcessAsync_WithMaximumAge_DiscardsWhatIsOlder()
    {
        var now = _time.GetUtcNow();
        List<StreamRecord> records = [Record(1, now.AddSeconds(-90)), Record(2, now.AddSeconds(-61)), Record(3, now.AddSeconds(-59))];

        await ProcessAsync(Mapping with { MaximumRecordAge = TimeSpan.FromSeconds(60) }, records, _ => Succeeded());

        Assert.Equal([[3]], _invocations);
        var discarded = Assert.Single(_discarded);
        Assert.Equal(DiscardReason.RecordAgeExceeded, discarded.Reason);
        Assert.Equal([1, 2], discarded.Records.Select(Number));
        Assert.Null(discarded.LastResult);
    }

    [Fact]
    public async Task ProcessAsync_WithoutALimit_RetriesUntilTheStreamForgets()
    {
        await ProcessAsync(Mapping with { MaximumRetryAttempts = null }, 1, _ => Failed(), step: TimeSpan.FromMinutes(30));

        Assert.True(_invocations.Count > 10);
        Assert.Equal(DiscardReason.RecordAgeExceeded, Assert.Single(_discarded).Reason);
    }

    [Fact]
    public async Task ProcessAsync_BetweenRetries_Waits()
    {
        var processor = new BatchProcessor(Mapping, (_, _) => Invoked([], Failed()), _discarded.Add, _time);
        var run = processor.ProcessAsync("s", Records(1, _time.GetUtcNow()), TestContext.Current.CancellationToken);

        Assert.Single(_invocations);
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Single(_invocations);
        await FinishAsync(run, TimeSpan.FromSeconds(1));
        Assert.Equal(3, _invocations.Count);
    }

    [Fact]
    public void ProcessAsync_WithAnyFaults_LosesNothingAndKeepsTheOrder() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30].Array[0, 4], Gen.Bool, Gen.Bool).SampleAsync(async (count, poison, bisect, reports) =>
        {
            var succeeded = new List<int>();
            var discarded = new List<int>();
            var mapping = Mapping with { BisectOnError = bisect, ReportsItemFailures = reports };
            var time = new FakeTimeProvider();
            var processor = new BatchProcessor(
                mapping,
                (records, _) =>
                {
                    var numbers = records.Select(Number).ToArray();
                    var bad = numbers.TakeWhile(number => !poison.Contains(number)).Count();
                    if (bad == numbers.Length || reports)
                    {
                        succeeded.AddRange(numbers[..bad]);
                    }

                    return Task.FromResult(bad == numbers.Length ? Succeeded() : reports ? FailedAt(numbers[bad]) : Failed());
                },
                batch => discarded.AddRange(batch.Records.Select(Number)),
                time);

            await FinishAsync(processor.ProcessAsync("s", Records(count, time.GetUtcNow()), CancellationToken.None), TimeSpan.FromSeconds(1), time);

            Assert.Equal(succeeded.Order(), succeeded);
            Assert.Equal(Enumerable.Range(1, count), succeeded.Concat(discarded).Order());
            if (bisect)
            {
                Assert.Equal(poison.Where(number => number <= count).Distinct().Order(), discarded);
            }
        }, iter: 200, threads: 1);

    private Task ProcessAsync(EventSourceMappingConfiguration mapping, int count, Func<int[], InvocationResult> function, TimeSpan? step = null) =>
        ProcessAsync(mapping, Records(count, _time.GetUtcNow()), function, step);

    private Task ProcessAsync(
        EventSourceMappingConfiguration mapping, List<StreamRecord> records, Func<int[], InvocationResult> function, TimeSpan? step = null)
    {
        var processor = new BatchProcessor(
            mapping,
            (batch, _) =>
            {
                int[] numbers = [.. batch.Select(Number)];
                return Invoked(numbers, function(numbers));
            },
            _discarded.Add,
            _time);
        return FinishAsync(processor.ProcessAsync("s", records, TestContext.Current.CancellationToken), step ?? TimeSpan.FromSeconds(1));
    }

    private Task<InvocationResult> Invoked(int[] numbers, InvocationResult result)
    {
        _invocations.Add(numbers);
        return Task.FromResult(result);
    }

    private Task FinishAsync(Task run, TimeSpan step) => FinishAsync(run, step, _time);

    private static async Task FinishAsync(Task run, TimeSpan step, FakeTimeProvider time)
    {
        while (!run.IsCompleted)
        {
            time.Advance(step);
            await Task.Yield();
        }

        await run;
    }
}
