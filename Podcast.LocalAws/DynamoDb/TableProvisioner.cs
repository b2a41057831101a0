using System.Text.Json;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>Creates the stack's tables in DynamoDB Local, as soon as it responds.</summary>
internal sealed partial class TableProvisioner(
    DynamoDbLocalClient dynamoDb, LocalArns arns, LocalAwsOptions options, TimeProvider time, ILogger<TableProvisioner> logger) : IStackConsumer, IReadiness
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, TableDefinition> _tables = new(StringComparer.Ordinal);
    private string? _pending = "The tables are not created yet.";

    public string? Pending => Volatile.Read(ref _pending);

    public bool WaitsForOthers => true;

    /// <summary>Ends when the first stack's tables and their streams are there. When they cannot be created it never does.</summary>
    public Task Completion => _done.Task;

    /// <exception cref="AwsException">DynamoDB refuses a table, or DynamoDB Local does not respond.</exception>
    public async Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var tables = stack.OfType(TableDefinition.ResourceType).Select(resource => new TableDefinition(resource))
            .DistinctBy(table => table.Name).ToDictionary(table => table.Name, StringComparer.Ordinal);
        try
        {
            await ChangeAsync(tables, cancellationToken);
            Volatile.Write(ref _pending, null);
            _done.TrySetResult();
        }
        catch (DynamoDbLocalException reason)
        {
            throw Fail(reason.Message, new(reason.Code, reason.Message, StatusCodes.Status400BadRequest));
        }
        catch (Exception reason) when (reason is HttpRequestException or JsonException)
        {
            throw Fail(reason.Message, new("ServiceUnavailable", reason.Message, StatusCodes.Status503ServiceUnavailable));
        }
    }

    private AwsException Fail(string reason, AwsException error)
    {
        if (!_done.Task.IsCompleted)
        {
            Volatile.Write(ref _pending, $"The tables could not be created: {reason}");
        }

        Log.Failed(logger, reason);
        return error;
    }

    private async Task ChangeAsync(Dictionary<string, TableDefinition> tables, CancellationToken cancellationToken)
    {
        var created = tables.Values.Where(table => !_tables.ContainsKey(table.Name)).ToList();
        var changed = tables.Values.Where(table => _tables.TryGetValue(table.Name, out var before) && !before.IsSame(table)).ToList();
        var gone = _tables.Keys.Where(name => !tables.ContainsKey(name)).ToList();
        if (created.Count + changed.Count + gone.Count == 0)
        {
            return;
        }

        await WaitForDynamoDbAsync(cancellationToken);
        await Task.WhenAll(created.Select(table => CreateAsync(table, cancellationToken)));
        foreach (var table in created)
        {
            _tables[table.Name] = table;
        }

        foreach (var table in changed)
        {
            await UpdateAsync(_tables[table.Name], table, cancellationToken);
            _tables[table.Name] = table;
        }

        foreach (var name in gone)
        {
            using var deleted = await dynamoDb.CallAsync(DynamoDbLocalClient.TablesApi, "DeleteTable", new() { ["TableName"] = name }, cancellationToken);
            _tables.Remove(name);
        }

        Log.Applied(logger, created.Count, changed.Count, gone.Count);
    }

    private async Task UpdateAsync(TableDefinition before, TableDefinition after, CancellationToken cancellationToken)
    {
        foreach (var request in after.UpdateTable(before))
        {
            using var updated = await dynamoDb.CallAsync(DynamoDbLocalClient.TablesApi, "UpdateTable", request, cancellationToken);
            Remember(after, updated.RootElement.GetProperty("TableDescription"));
        }

        if (after.UpdateTimeToLive(before) is { } timeToLive)
        {
            using var updated = await dynamoDb.CallAsync(DynamoDbLocalClient.TablesApi, "UpdateTimeToLive", timeToLive, cancellationToken);
        }
    }

    private async Task WaitForDynamoDbAsync(CancellationToken cancellationToken)
    {
        if (dynamoDb.Endpoint is null)
        {
            throw new HttpRequestException("the template has tables, but LocalAws__DynamoDbEndpoint is not set.");
        }

        var started = time.GetTimestamp();
        while (!await IsListeningAsync(cancellationToken))
        {
            var waited = time.GetElapsedTime(started);
            if (waited > Bound)
            {
                throw new HttpRequestException($"DynamoDB Local at {dynamoDb.Endpoint} did not respond within {Bound.TotalSeconds:0} s. Is its resource running?");
            }

            Volatile.Write(ref _pending, $"DynamoDB Local at {dynamoDb.Endpoint} does not respond yet, after {waited.TotalSeconds:0.0} s.");
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task<bool> IsListeningAsync(CancellationToken cancellationToken)
    {
        // A connection is enough: it listens only when it can respond, and a refused one costs nothing.
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
        arns.Add(stackArn: options.GetArns().Table(table.Name), description.GetProperty("TableArn").GetString()!);
        if (table.StreamArn is { } streamArn)
        {
            arns.Add(streamArn, description.GetProperty("LatestStreamArn").GetString()!);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.TablesProvisioned, LogLevel.Information, "Tables in DynamoDB Local: {Created} created, {Changed} changed, {Deleted} deleted.")]
        public static partial void Applied(ILogger logger, int created, int changed, int deleted);

        [LoggerMessage(EventIds.TablesNotProvisioned, LogLevel.Error, "The tables could not be provisioned: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
