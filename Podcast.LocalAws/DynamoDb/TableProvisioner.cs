using System.Text.Json;
using Podcast.LocalAws.Api;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>Creates the stack's tables as soon as DynamoDB Local answers.</summary>
internal sealed partial class TableProvisioner(
    Stack stack, DynamoDbLocalClient dynamoDb, LocalArns arns, TimeProvider time, ILogger<TableProvisioner> logger) : BackgroundService, IReadiness
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _pending = "The tables are not created yet.";

    public string? Pending => Volatile.Read(ref _pending);

    /// <summary>Ends when the tables and their streams are there. When they cannot be created it never does.</summary>
    public Task Completion => _done.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tables = stack.OfType(TableDefinition.ResourceType).Select(resource => new TableDefinition(resource)).ToList();
        try
        {
            if (tables.Count > 0)
            {
                await WaitForDynamoDbAsync(stoppingToken);
                await Task.WhenAll(tables.Select(table => CreateAsync(table, stoppingToken)));
                Log.Created(logger, tables.Count);
            }

            Volatile.Write(ref _pending, null);
            _done.TrySetResult();
        }
        catch (Exception reason) when (reason is HttpRequestException or DynamoDbLocalException or JsonException)
        {
            Volatile.Write(ref _pending, $"The tables could not be created: {reason.Message}");
            Log.Failed(logger, reason.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops before DynamoDB Local was there.
        }
    }

    private async Task WaitForDynamoDbAsync(CancellationToken cancellationToken)
    {
        if (dynamoDb.Endpoint is null)
        {
            throw new HttpRequestException("the template has tables, but LocalAws__DynamoDbEndpoint is not set.");
        }

        var started = time.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            var waited = time.GetElapsedTime(started);
            if (waited > Bound)
            {
                throw new HttpRequestException($"DynamoDB Local at {dynamoDb.Endpoint} did not answer within {Bound.TotalSeconds:0} s. Is its resource running?");
            }

            Volatile.Write(ref _pending, $"DynamoDB Local at {dynamoDb.Endpoint} does not answer yet, after {waited.TotalSeconds:0.0} s.");
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        // A connection is enough: it listens only when it can answer, and a refused one costs nothing.
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(dynamoDb.Endpoint!.Host, dynamoDb.Endpoint.Port, cancellationToken);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private async Task CreateAsync(TableDefinition table, CancellationToken cancellationToken)
    {
        try
        {
            using var created = await dynamoDb.CallAsync(DynamoDbLocalClient.TablesApi, "CreateTable", table.CreateTable(), cancellationToken);
            Remember(table, created.RootElement.GetProperty("TableDescription"));
            if (table.UpdateTimeToLive() is { } timeToLive)
            {
                using var updated = await dynamoDb.CallAsync(DynamoDbLocalClient.TablesApi, "UpdateTimeToLive", timeToLive, cancellationToken);
            }
        }
        catch (DynamoDbLocalException reason) when (reason.Code == "ResourceInUseException")
        {
            // This process was started again beside the same DynamoDB Local: the data stays.
            using var existing = await dynamoDb.CallAsync(
                DynamoDbLocalClient.TablesApi, "DescribeTable", new() { ["TableName"] = table.Name }, cancellationToken);
            Remember(table, existing.RootElement.GetProperty("Table"));
        }
    }

    private void Remember(TableDefinition table, JsonElement description)
    {
        arns.Add(stackArn: $"arn:{stack.Partition}:dynamodb:{stack.Region}:{stack.AccountId}:table/{table.Name}", description.GetProperty("TableArn").GetString()!);
        if (table.StreamArn is { } streamArn)
        {
            arns.Add(streamArn, description.GetProperty("LatestStreamArn").GetString()!);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Information, "{Count} tables are in DynamoDB Local.")]
        public static partial void Created(ILogger logger, int count);

        [LoggerMessage(11, LogLevel.Error, "The tables could not be created: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
