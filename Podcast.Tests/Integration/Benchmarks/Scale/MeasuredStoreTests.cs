using System.Text;
using Amazon.Lambda.DynamoDBEvents;
using Podcast.Benchmarks.Scale.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Storage;
using Podcast.Functions.StreamProcessor;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.Tests.Testing.Functions;
using static Podcast.Tests.Testing.Benchmarks.CommittedInputs;

namespace Podcast.Tests.Integration.Benchmarks.Scale;

/// <summary>What the simulation says of store and stream, against the stream processor as it is deployed and the local AWS's store.</summary>
public sealed class MeasuredStoreTests : IDisposable
{
    private const string Table = "Subscribers";
    private const int BatchSize = 100;

    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ImmediateTimeProvider _time = new(Now);
    private readonly ScriptedTable _table = new();
    private readonly ScriptedQueue _queue = new();
    private readonly KeyValueStoreState _state;
    private readonly InMemoryStore _store;
    private int _calls;
    private int _delivered;

    public MeasuredStoreTests()
    {
        _state = new("id", "arn", TimeSpan.Zero, _time);
        _store = new(_state) { OnCall = isDone => _calls += isDone ? 0 : 1 };
    }

    public void Dispose()
    {
        _store.Dispose();
        _state.Dispose();
        _queue.Dispose();
        _table.Dispose();
    }

    [Fact]
    public void BytesOfAnEntry_OfTheBenchmarksSubscribers_AreThoseOfTheProjection()
    {
        // Half of them with one show, half with two, as in docs/benchmarks.md.
        var inputs = Value with { ShowsPerSubscriber = 1.5, ShareWithTwoExpiries = 0 };
        var measured = Enumerable.Range(0, 1_000)
            .SelectMany(number => StoreProjection.Of(Subscriber(number, 1 + (number % 2), Now.AddDays(30)), Now))
            .Average(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));

        Assert.Equal(22.5, measured);
        AssertWithinAFifth(measured, ScaleLimits.MeanEntryBytes(inputs));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 2)]
    public void BytesOfAnEntry_ShowsAndExpiries_AreThoseOfTheProjection(int shows, int expiries)
    {
        var access = Enumerable.Range(0, shows).Select(show => new ShowAccess($"show-{show}", Now.AddDays(1 + (show % expiries)).ToUnixTimeSeconds()));

        Assert.Equal(Digest.Length + AccessEntry.Active(access).Encode().Length, EntrySize.Running(shows, expiries));
    }

    [Fact]
    public async Task UpdateKeys_TenThousandChangesAtOnce_AreAsManyCallsAsSimulated()
    {
        var processor = NewProcessor(StoreBudget.DefaultBytes);
        for (var number = 0; number < 10_000; number++)
        {
            Put(Subscriber(number, 2, Now.AddDays(30)));
        }

        for (var start = 0; start < 10_000; start += BatchSize)
        {
            await DeliverAsync(processor, Enumerable.Range(start, BatchSize));
        }

        var inputs = Value with { Days = 1, BillingRunSeconds = 1 };
        var simulated = new WriterSimulation(inputs, 10_000, 1, isFull: false, 0, EntrySize.Running(2, 1)).Run();
        AssertWithinAFifth(10_000.0 / _store.UpdateCalls, (double)simulated.Changes / simulated.Updates);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task CallsOfAFullStore_Renewals_AreAsManyAsSimulated(int atOnce)
    {
        const int subscribers = 3_000;
        const int changes = 1_000;
        const int budget = 24_000;
        var processor = NewProcessor(budget);
        var simulated = new SimulatedStore(Value, subscribers, budget, KeyValueStoreWriter.RoomAtOnce(new(budget)));
        var order = Enumerable.Range(0, subscribers).OrderBy(number => Digest.Hash($"token {number}"), StringComparer.Ordinal).ToList();
        var expiresAt = Enumerable.Range(0, subscribers).Select(number => Now.AddHours(24 + (number * 7919 % subscribers))).ToArray();
        foreach (var chunk in Enumerable.Range(0, subscribers).Chunk(50))
        {
            await ChangeAsync(chunk);
        }

        (_calls, _store.OnCall) = (0, isDone => _calls += isDone ? 0 : 1);
        simulated.ResetCounts();
        foreach (var chunk in Enumerable.Range(0, changes).Select(change => change * 31 % subscribers).Chunk(atOnce))
        {
            foreach (var number in chunk)
            {
                expiresAt[number] += TimeSpan.FromDays(30);
            }

            await ChangeAsync(chunk);
        }

        Assert.InRange(_state.Current.TotalSizeInBytes, budget / 2, budget);
        AssertWithinAFifth(_calls, simulated.Updates + simulated.Listings);
        AssertWithinAFifth(_state.Current.Entries.Count, Enumerable.Range(0, subscribers).Count(simulated.Has));

        async Task ChangeAsync(int[] numbers)
        {
            foreach (var number in numbers)
            {
                Put(Subscriber(number, 2, expiresAt[number]));
            }

            await DeliverAsync(processor, numbers);
            simulated.Write(
                [.. numbers.Select(number => (order.IndexOf(number), EntrySize.Running(2, 1), (expiresAt[number] - Now).TotalSeconds))], now: 0);
        }
    }

    [Fact]
    public async Task ShareDecidedAtEdge_AMonthReplayedThroughTheStreamProcessor_IsAsSimulated()
    {
        const int subscribers = 2_000;
        const int budget = 20_000;
        var inputs = Value with { StoreBudgetBytes = budget, RoomAtOnceBytes = KeyValueStoreWriter.RoomAtOnce(new(budget)), MonthsOfLapsedSubscribers = 0 };
        var processor = NewProcessor(budget);
        var simulation = new StoreSimulation(inputs, subscribers);
        var changes = new List<(double At, int Key, int Bytes, double ExpiresAt)>();

        var simulated = simulation.Run(changes.Add);
        foreach (var change in changes)
        {
            _time.Now = Now.AddSeconds(change.At);
            var (shows, expiries) = ShowsOf(change.Bytes);
            Put(Subscriber(change.Key, shows, Now.AddSeconds(change.ExpiresAt), expiries) with { HasLapsed = change.ExpiresAt == 0 });
            await DeliverAsync(processor, [change.Key]);
        }

        _time.Now = Now.AddDays(60);
        var running = _state.Current.Entries.Count(entry => StoreEntry.UsefulUntil(entry.Value, _time.Now) > 0);
        Assert.InRange(_state.Current.TotalSizeInBytes, budget * 0.9, budget);
        AssertWithinAFifth((double)running / subscribers, simulated.ShareDecidedAtEdge);
    }

    private static (int Shows, int Expiries) ShowsOf(int bytes) =>
        (from expiries in new[] { 1, 2 } from shows in Enumerable.Range(1, 5) where EntrySize.Running(shows, expiries) == bytes select (shows, expiries)).First();

    private static Subscriber Subscriber(int number, int shows, DateTimeOffset expiresAt, int expiries = 1) => new()
    {
        Id = $"s{number}",
        Email = $"subscriber{number}@example.com",
        Subscriptions =
        [
            .. Enumerable.Range(0, shows).GroupBy(show => show % expiries).Select(group => new Subscription
            {
                Id = $"s{number}-{group.Key}",
                Shows = [.. group.Select(show => $"show-{show}")],
                ExpiresAt = expiresAt.ToUnixTimeSeconds() - group.Key,
                CreatedAt = 1_700_000_000,
            }),
        ],
        KeyId = "01",
        TokenId = Digest.Hash($"id {number}"),
        TokenHash = Digest.Hash($"token {number}"),
        Version = 1,
        CreatedAt = 1_700_000_000,
        UpdatedAt = 1_700_000_000,
    };

    private StreamProcessorFunction NewProcessor(long budget) => StreamProcessorFunction.Compose(TestServices.Create(
        new TestAwsClients { DynamoDb = _table, KeyValueStore = _store, Sqs = _queue },
        new Dictionary<string, string>
        {
            ["SUBSCRIBERS_TABLE"] = Table,
            ["KVS_ARN"] = "arn",
            ["KVS_BUDGET_BYTES"] = $"{budget}",
            ["FAILED_CHANGES_QUEUE_URL"] = "queue",
        },
        _time));

    private void Put(Subscriber subscriber) => _table.Items[SubscriberItem.KeyOf(subscriber.Id)] = SubscriberItem.From(subscriber);

    private async Task DeliverAsync(StreamProcessorFunction processor, IEnumerable<int> numbers)
    {
        var response = await processor.HandleAsync(
            new()
            {
                Records =
                [
                    .. numbers.Select(number => new DynamoDBEvent.DynamodbStreamRecord
                    {
                        Dynamodb = new()
                        {
                            SequenceNumber = $"{_delivered++}",
                            ApproximateCreationDateTime = _time.Now.UtcDateTime,
                            Keys = new() { ["pk"] = new() { S = SubscriberItem.KeyOf($"s{number}") } },
                        },
                    }),
                ],
            },
            new("request", null, TestContext.Current.CancellationToken));
        Assert.Empty(response.BatchItemFailures);
    }
}
