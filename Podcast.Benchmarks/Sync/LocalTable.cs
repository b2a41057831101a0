using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.AppHost.LocalTools.DynamoDBLocal;

namespace Podcast.Benchmarks.Sync;

/// <summary>DynamoDB Local, and how much capacity its calls would have cost.</summary>
internal sealed class LocalTable : AmazonDynamoDBClient, IAsyncDisposable
{
    private readonly DynamoDBLocalProcess _process;
    private long _milliUnits;
    private int _calls;

    private LocalTable(DynamoDBLocalProcess process)
        : base("access", "secret", new AmazonDynamoDBConfig { ServiceURL = process.Endpoint.ToString(), Timeout = TimeSpan.FromMinutes(2) }) => _process = process;

    public int Calls => _calls;

    /// <summary>Request units: what is paid for.</summary>
    public double Units => _milliUnits / 1000d;

    public static async Task<LocalTable> StartAsync()
    {
        var command = await DynamoDBLocalCommand.FindAsync(Console.Out, CancellationToken.None);
        return new(await DynamoDBLocalProcess.StartAsync(command, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _process.DisposeAsync();
    }

    public void Reset() => (_milliUnits, _calls) = (0, 0);

    public override async Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        request.ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL;
        var response = await base.QueryAsync(request, cancellationToken);
        Add(response.ConsumedCapacity);
        return response;
    }

    public override async Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default)
    {
        request.ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL;
        var response = await base.UpdateItemAsync(request, cancellationToken);
        Add(response.ConsumedCapacity);
        return response;
    }

    public override async Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken = default)
    {
        request.ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL;
        var response = await base.ScanAsync(request, cancellationToken);
        Add(response.ConsumedCapacity);
        return response;
    }

    private void Add(ConsumedCapacity? consumed)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _milliUnits, (long)((consumed?.CapacityUnits ?? 0) * 1000));
    }
}
