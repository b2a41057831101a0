using System.Diagnostics;
using System.Text;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.SQS;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Hosting;
using Podcast.Functions.Reconcile;
using Podcast.Functions.Storage;
using Podcast.Functions.StreamProcessor;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;
using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Sync;

/// <summary>
/// Changes brought to the store in a second, keys in a call of UpdateKeys, and a full comparison, each against a loop that writes one key at a
/// time; and how many subscribers the store holds, against a record of 200 bytes. The functions run in this process, over DynamoDB Local and the
/// local AWS's store.
/// </summary>
internal sealed class SyncBenchmark : IBenchmark
{
    private const int BatchSize = 100;
    private const int OneByOne = 500;
    private const double GoalKeysPerCall = 40;
    private const int JsonRecordBytes = 200;
    private const string Table = "Subscribers";
    private const string OneKey = "one key at a time";

    public string Name => "sync";

    public string Sentence => "Changes brought to the store and full comparisons, against one key at a time.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var subscribers = progress.Choose(100_000, 10_000);
        var time = TimeProvider.System;
        var now = time.GetUtcNow();
        await using var table = await LocalTable.StartAsync();
        await using var store = await LocalStore.StartAsync();
        await TemplateTables.CreateSubscribersAsync(table, Table, CancellationToken.None);
        await SubscriberLoad.FillAsync(table, Table, 0, subscribers, 0, now);
        using var failedChanges = new AmazonSQSClient("access", "secret", Amazon.RegionEndpoint.USEast1);
        var services = TestServices.Create(
            new TestAwsClients { DynamoDb = table, KeyValueStore = store, Sqs = failedChanges },
            new Dictionary<string, string>
            {
                ["SUBSCRIBERS_TABLE"] = Table,
                ["KVS_ARN"] = store.Arn,
                ["FAILED_CHANGES_QUEUE_URL"] = "queue",
            });

        return
        [
            MeasureSizes(subscribers, now),
            .. await MeasureStreamAsync(table, store, services, Math.Min(subscribers, 10_000)),
            .. await MeasureReconcileAsync(progress, table, store, services, subscribers),
        ];
    }

    private static BenchmarkResult MeasureSizes(int subscribers, DateTimeOffset now)
    {
        var bytes = Enumerable.Range(0, subscribers)
            .SelectMany(number => StoreProjection.Of(SubscriberLoad.Create(number, now.AddDays(30)), now))
            .Average(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
        return BenchmarkResult.Compare("a subscriber in the store", "bytes", [bytes], "a JSON record", [JsonRecordBytes]);
    }

    private static async Task<IReadOnlyList<BenchmarkResult>> MeasureStreamAsync(LocalTable table, LocalStore store, FunctionServices services, int changes)
    {
        var function = StreamProcessorFunction.Compose(services);

        // Both ways are warm when they are measured.
        await ProcessAsync(function, 0, BatchSize);
        await WriteOneByOneAsync(table, store, 0, 20);

        store.Reset();
        var started = Stopwatch.GetTimestamp();
        for (var start = 0; start < changes; start += BatchSize)
        {
            await ProcessAsync(function, start, Math.Min(BatchSize, changes - start));
        }

        var rate = changes / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var keysPerCall = (double)store.KeysWritten / store.UpdateCalls;
        started = Stopwatch.GetTimestamp();
        await WriteOneByOneAsync(table, store, 0, OneByOne);
        var baseline = OneByOne / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return
        [
            BenchmarkResult.Compare($"changes to the store, {Number(changes)} in batches of {BatchSize}", "per second", [rate], OneKey, [baseline]),
            BenchmarkResult.Compare("keys in a call of UpdateKeys", "keys", [keysPerCall], OneKey, [1], Goal.AtLeast(GoalKeysPerCall)),
        ];
    }

    private static async Task ProcessAsync(StreamProcessorFunction function, int start, int count)
    {
        var response = await function.HandleAsync(
            new()
            {
                Records =
                [
                    .. Enumerable.Range(start, count).Select(number => new DynamoDBEvent.DynamodbStreamRecord
                    {
                        Dynamodb = new()
                        {
                            SequenceNumber = $"{number}",
                            ApproximateCreationDateTime = DateTime.UtcNow,
                            Keys = new() { ["pk"] = new() { S = SubscriberItem.KeyOf($"s{number}") } },
                        },
                    }),
                ],
            },
            new("request", null, CancellationToken.None));
        if (response.BatchItemFailures.Count > 0)
        {
            throw new InvalidOperationException("A batch failed.");
        }
    }

    // What the simplest processor does for each record: read the item, read the ETag, write the key.
    private static async Task WriteOneByOneAsync(LocalTable table, LocalStore store, int start, int count)
    {
        var subscribers = new SubscriberTable(table, Table);
        foreach (var number in Enumerable.Range(start, count))
        {
            var subscriber = (await subscribers.FindAsync($"s{number}", CancellationToken.None))!;
            var etag = (await store.DescribeKeyValueStoreAsync(new() { KvsARN = store.Arn })).ETag;
            foreach (var (key, value) in StoreProjection.Of(subscriber, TimeProvider.System.GetUtcNow()))
            {
                await store.PutKeyAsync(new() { KvsARN = store.Arn, IfMatch = etag, Key = key, Value = value });
            }
        }
    }

    private static async Task<IReadOnlyList<BenchmarkResult>> MeasureReconcileAsync(BenchmarkProgress progress, LocalTable table, LocalStore store, FunctionServices services, int subscribers)
    {
        await EmptyAsync(store);
        var function = ReconcileFunction.Compose(services);
        var started = Stopwatch.GetTimestamp();
        await WriteOneByOneAsync(table, store, 0, OneByOne);
        var baseline = OneByOne / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await EmptyAsync(store);
        var results = new List<BenchmarkResult>();
        foreach (var what in new[] { "fills an empty store", "finds no difference" })
        {
            store.Reset();
            table.Reset();
            started = Stopwatch.GetTimestamp();
            var result = await function.HandleAsync(default, new("request", null, CancellationToken.None));
            var elapsed = Stopwatch.GetElapsedTime(started);
            await progress.ReportAsync(
                $"comparison of {Number(result.Items)} that {what}: {Seconds(elapsed)}, {Number(result.Drifted)} keys drifted, {store.UpdateCalls} UpdateKeys, {store.ListCalls} ListKeys, {Number(table.Units)} read units of Scan");
            results.Add(BenchmarkResult.Compare(
                $"comparison of {Number(subscribers)} that {what}", "per second", [subscribers / elapsed.TotalSeconds], OneKey, [baseline]));
        }

        return results;
    }

    private static async Task EmptyAsync(LocalStore store)
    {
        while (await store.ListKeysAsync(new ListKeysRequest { KvsARN = store.Arn, MaxResults = StoreChunk.MaxKeys }) is { Items: { Count: > 0 } items })
        {
            var etag = (await store.DescribeKeyValueStoreAsync(new() { KvsARN = store.Arn })).ETag;
            await store.UpdateKeysAsync(new()
            {
                KvsARN = store.Arn,
                IfMatch = etag,
                Deletes = [.. items.Select(item => new DeleteKeyRequestListItem { Key = item.Key })],
            });
        }
    }
}
