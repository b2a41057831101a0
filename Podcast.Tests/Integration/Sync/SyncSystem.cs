using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Podcast.Functions.Domain;
using Podcast.Functions.Entitlements;
using Podcast.Functions.Hosting;
using Podcast.Functions.Reconcile;
using Podcast.Functions.Storage;
using Podcast.Functions.StreamProcessor;
using Podcast.Functions.SubscriberCleanup;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Sync;

/// <summary>
/// The subscriber pipeline in one process: the functions as they are deployed, the local AWS's key-value store and edge runtime, a table in
/// memory, and in between whatever may go wrong.
/// </summary>
internal sealed class SyncSystem : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly Sabotage _sabotage;
    private readonly long _budget;
    // Takes no message, so an invalid item stays in the stream.
    private readonly ScriptedQueue _failedChanges = new() { IsDown = true };
    private readonly AmazonS3Client _s3 = new("access", "secret", Amazon.RegionEndpoint.USEast1);
    private StreamProcessorFunction _processor = null!;
    private EntitlementsFunction _entitlements = null!;
    private bool _isFunctionRunning;
    private bool _isSpared;
    private bool _isKilled;
    private int? _callsUntilKill;

    public SyncSystem(long budget, Sabotage sabotage)
    {
        _sabotage = sabotage;
        _budget = budget;
        Time = new(Start);
        Table = new(Time) { Sabotage = sabotage, OnCall = OnTableCall };
        StoreState = new("id", "arn", TimeSpan.Zero, Time);
        Store = new(StoreState) { Sabotage = sabotage, OnCall = OnStoreCall };
        Edge = new(StoreState, Time, sabotage);
        Subscribers = new(Table, InMemoryTable.Name);
        Restart();
    }

    public ImmediateTimeProvider Time { get; }

    public InMemoryTable Table { get; }

    public InMemoryStore Store { get; }

    public KeyValueStoreState StoreState { get; }

    public SimulatedEdge Edge { get; }

    public SubscriberTable Subscribers { get; }

    /// <summary>How many writes of the table the stream has delivered.</summary>
    public int Delivered { get; private set; }

    public bool IsStoreDown { get; set; }

    public int StoreCallsRefused { get; set; }

    public int TableCallsRefused { get; set; }

    public void Dispose()
    {
        _failedChanges.Dispose();
        _s3.Dispose();
        Store.Dispose();
        Table.Dispose();
    }

    public void KillAfter(int? calls) => _callsUntilKill = calls;

    public void Restart()
    {
        _processor = StreamProcessorFunction.Compose(Services());
        _entitlements = EntitlementsFunction.Compose(Services());
    }

    /// <summary>What the functions of this system are composed from.</summary>
    public FunctionServices Services(TextWriter? metrics = null, IAmazonSQS? failedChanges = null) => TestServices.Create(
        new TestAwsClients { DynamoDb = Table, KeyValueStore = Store, Sqs = failedChanges ?? _failedChanges, S3 = _s3 },
        new Dictionary<string, string>
        {
            ["SUBSCRIBERS_TABLE"] = InMemoryTable.Name,
            ["CATALOG_TABLE"] = "Catalog",
            ["STATISTICS_TABLE"] = "Statistics",
            ["MEDIA_BUCKET"] = "media-bucket",
            ["KVS_ARN"] = "arn",
            ["KVS_BUDGET_BYTES"] = _budget.ToString(CultureInfo.InvariantCulture),
            ["FAILED_CHANGES_QUEUE_URL"] = "queue",
        },
        Time,
        metrics);

    /// <summary>The next batch, as an event source mapping hands it over.</summary>
    public async Task DeliverAsync(int records)
    {
        var batch = Table.Writes.Skip(Delivered).Take(records).ToArray();
        if (await ProcessAsync(batch) is not { } response)
        {
            return;
        }

        var failed = _sabotage == Sabotage.FailuresAreForgotten ? null : response.BatchItemFailures.FirstOrDefault()?.ItemIdentifier;
        Delivered += failed is null ? batch.Length : Array.FindIndex(batch, write => write.SequenceNumber == failed);
    }

    /// <summary>
    /// While the stream processor's write is on its way: Lambda gave it up, and another one does its work and what came after. The write arrives all
    /// the same.
    /// </summary>
    public async Task DeliverByAnotherAsync()
    {
        var processor = StreamProcessorFunction.Compose(Services());
        var batch = Table.Writes.Skip(Delivered).ToArray();
        var response = await processor.HandleAsync(
            new() { Records = [.. batch.Select(write => write.ToRecord())] }, new("request", null, CancellationToken.None));
        if (response.BatchItemFailures.Count == 0)
        {
            Delivered += batch.Length;

            // The call that is on its way is the last one.
            _callsUntilKill = 1;
        }
    }

    /// <summary>Records that were delivered before come again; what becomes of them nobody looks at.</summary>
    public Task RedeliverAsync(int back, int records) =>
        ProcessAsync([.. Table.Writes.Take(Delivered).SkipLast(Math.Max(0, back - records)).TakeLast(records)]);

    public void LosePending() => Delivered = Table.Writes.Count;

    /// <returns>Null when the run failed.</returns>
    public async Task<CleanupResult?> CleanupAsync() => await RunAsync(() =>
        SubscriberCleanupFunction.Compose(Services(), pageSize: 2)
            .HandleAsync(default, new("request", null, CancellationToken.None, Time.GetUtcNow().AddMinutes(5))));

    /// <returns>Null when the run failed.</returns>
    public async Task<ReconcileResult?> ReconcileAsync(bool hasTime)
    {
        var endsAt = hasTime ? Time.GetUtcNow().AddMinutes(15) : Time.GetUtcNow();
        return await RunAsync(() => ReconcileFunction.Compose(Services(), pageSize: 2).HandleAsync(
            JsonDocument.Parse("{}").RootElement, new("request", null, CancellationToken.None, endsAt)));
    }

    /// <summary>As a podcast app asks: through the edge, and along the redirects.</summary>
    /// <returns>Whether access is granted, the status for the feed, and the grant that was used.</returns>
    public async Task<(bool IsGranted, string? Access, string? Grant)> RequestAsync(SubscriberToken token, string path, string? grant = null)
    {
        var uri = "/" + token.Text + path;
        var outcome = Edge.Run(uri, grant);
        if (outcome.SelectedOrigin == "entitlements")
        {
            var headers = outcome.Headers.ToDictionary(field => field.Key, field => field.Value[0].Value);
            var response = await RunAsync(() => FunctionSystem.InvokeAsync(_entitlements, "GET", outcome.Uri!, headers));
            if (response is not { StatusCode: 307 })
            {
                return (false, null, null);
            }

            var location = response.Headers["location"];
            if (!location.StartsWith('/'))
            {
                return (true, null, null);
            }

            grant = location[(uri + "?grant=").Length..];
            outcome = Edge.Run(uri, grant);
        }

        return outcome.Status is not null || outcome.SelectedOrigin is not null ? (false, null, grant)
            : outcome.Header(PodcastHeaders.Access) is { } access ? (access == "active", access, grant)
            : (true, null, grant);
    }

    private Task<Amazon.Lambda.DynamoDBEvents.StreamsEventResponse?> ProcessAsync(TableWrite[] batch) => RunAsync(() => _processor.HandleAsync(
        new() { Records = [.. batch.Select(write => write.ToRecord())] }, new("request", null, CancellationToken.None)));

    /// <summary>Runs a function with whatever faults are prepared. One that is killed has no response, and a new process takes its place.</summary>
    private async Task<T?> RunAsync<T>(Func<Task<T>> function)
        where T : class
    {
        var isNested = _isFunctionRunning;
        _isFunctionRunning = true;
        T? result = null;
        try
        {
            result = await function();
        }
        catch (Exception failure) when (failure is AmazonServiceException or HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            // As Lambda takes it: the call failed.
        }
        finally
        {
            _isFunctionRunning = isNested;
        }

        if (isNested)
        {
            return result;
        }

        var isKilled = _isKilled;
        _isKilled = false;
        _callsUntilKill = null;
        if (!isKilled)
        {
            return result;
        }

        Restart();
        return null;
    }

    private void OnTableCall(bool isDone)
    {
        if (!_isFunctionRunning || _isSpared)
        {
            return;
        }

        Count();
        if (!isDone && TableCallsRefused > 0)
        {
            TableCallsRefused--;
            throw new Amazon.DynamoDBv2.Model.ProvisionedThroughputExceededException("The level of configured provisioned throughput was exceeded.");
        }
    }

    private void OnStoreCall(bool isDone)
    {
        if (!_isFunctionRunning || _isSpared)
        {
            return;
        }

        Count();
        if (!isDone && IsStoreDown)
        {
            throw new HttpRequestException("No connection.");
        }

        if (!isDone && StoreCallsRefused > 0)
        {
            StoreCallsRefused--;
            throw new Amazon.CloudFrontKeyValueStore.AmazonCloudFrontKeyValueStoreException(
                "Rate exceeded", ErrorType.Sender, "ThrottlingException", "request", System.Net.HttpStatusCode.TooManyRequests);
        }
    }

    // Before a call and after it: a call may have done its work when the process ends.
    private void Count()
    {
        if (_isKilled || _callsUntilKill-- <= 0)
        {
            _isKilled = true;
            throw new OperationCanceledException("The process was killed.");
        }
    }

    /// <summary>What somebody else does while a function runs meets no faults.</summary>
    public async Task WithoutFaultsAsync(Func<Task> work)
    {
        _isSpared = true;
        try
        {
            await work();
        }
        finally
        {
            _isSpared = false;
        }
    }
}
