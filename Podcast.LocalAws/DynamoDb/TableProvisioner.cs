using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// Creates the stack's tables in DynamoDB Local as soon as it responds, and again when it comes back without them: it keeps them in memory unless it was
/// started with a folder.
/// </summary>
internal sealed partial class TableProvisioner(
    DynamoDbLocalClient dynamoDb,
    LocalArns arns,
    LocalAwsOptions options,
    Lazy<IEnumerable<IDerivedState>> derived,
    TimeProvider time,
    ILogger<TableProvisioner> logger) : IStackConsumer, IHealthPart, IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly Dictionary<string, TableDefinition> _tables = new(StringComparer.Ordinal);
    private IReadOnlyList<HealthProblem> _problems = [];
    private string? _pending = "The tables are not created yet.";
    private DateTimeOffset? _outOfReachSince;
    private Dictionary<string, TableDefinition>? _failed;
    private bool _mustReset;

    /// <summary>Why no table can be used now, in one sentence; <see langword="null"/> when they can.</summary>
    public string? Pending => Volatile.Read(ref _pending);

    public IEnumerable<HealthProblem> Problems => Pending is { } pending
        ? [new("tables", pending, _outOfReachSince)]
        : Volatile.Read(ref _problems);

    public bool WaitsForOthers => true;

    /// <summary>Ends when the first stack's tables and their streams are there.</summary>
    public Task Completion => _done.Task;

    /// <exception cref="AwsException">DynamoDB refuses a table, or DynamoDB Local does not respond.</exception>
    public async Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var tables = stack.OfType(TableDefinition.ResourceType).Select(resource => new TableDefinition(resource))
            .DistinctBy(table => table.Name).ToDictionary(table => table.Name, StringComparer.Ordinal);
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await ProvisionAsync(tables, cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Compares the stack's tables with those of DynamoDB Local, again and again, and makes them again when they are lost.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var suspected = dynamoDb.Suspected;
            await CheckAsync(cancellationToken);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = Task.Delay(_outOfReachSince is null ? CheckInterval : Interval, time, over.Token);
            await (_outOfReachSince is null ? Task.WhenAny(suspected, pause) : pause);
            await over.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _changing.Dispose();

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_failed is { } tables)
            {
                await ProvisionAsync(tables, cancellationToken);
            }
            else if (_tables.Count > 0)
            {
                await RestoreAsync(cancellationToken);
            }
        }
        catch (AwsException)
        {
            // It is logged, and in the health; the next check tries again.
        }
        catch (Exception reason) when (reason is HttpRequestException or JsonException or IOException or DynamoDbLocalException)
        {
            if (_outOfReachSince is null)
            {
                _outOfReachSince = time.GetUtcNow();
                Log.OutOfReach(logger, reason.Message);
            }

            Volatile.Write(ref _pending, $"DynamoDB Local does not respond, so {string.Join(", ", _tables.Keys)} cannot be used.");
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        var existing = await ListAsync(cancellationToken);
        var missing = _tables.Values.Where(table => !existing.Contains(table.Name)).ToList();
        // One that is missing was deleted by somebody; all of them were in the memory of a process that has ended.
        var areLost = missing.Count == _tables.Count;
        if (areLost)
        {
            _outOfReachSince ??= time.GetUtcNow();
            _mustReset = true;
            Volatile.Write(ref _pending, $"DynamoDB Local was started again without its tables; {string.Join(", ", _tables.Keys)} are made again.");
            await Task.WhenAll(missing.Select(table => CreateAsync(table, cancellationToken)));
            Log.Restored(logger, missing.Count);
            var left = _outOfReachSince.Value + options.LostTablesPause - time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, time, cancellationToken);
            }
        }

        ResetDerivedState();
        Volatile.Write(ref _problems, areLost ? [] : [.. missing.Select(table => new HealthProblem($"table {table.Name}", "The table does not exist: somebody deleted it. Deploy the stack again."))]);
        _outOfReachSince = null;
        Volatile.Write(ref _pending, null);
    }

    private void ResetDerivedState()
    {
        if (_mustReset)
        {
            foreach (var state in derived.Value)
            {
                state.Reset();
            }

            _mustReset = false;
        }
    }

    private async Task<HashSet<string>> ListAsync(CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(CheckLimit);
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? after = null;
        try
        {
            do
            {
                var request = new JsonObject();
                if (after is not null)
                {
                    request["ExclusiveStartTableName"] = after;
                }

                using var page = await dynamoDb.CallAsync(DynamoDbLocalClient.TablesApi, "ListTables", request, limited.Token);
                names.UnionWith(page.RootElement.GetProperty("TableNames").EnumerateArray().Select(name => name.GetString()!));
                after = page.RootElement.TryGetProperty("LastEvaluatedTableName", out var last) ? last.GetString() : null;
            }
            while (after is not null);

            return names;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"DynamoDB Local did not respond within {CheckLimit.TotalSeconds:0} s.");
        }
    }

    private async Task ProvisionAsync(Dictionary<string, TableDefinition> tables, CancellationToken cancellationToken)
    {
        try
        {
            await ChangeAsync(tables, cancellationToken);
            ResetDerivedState();
            _failed = null;
            _outOfReachSince = null;
            Volatile.Write(ref _pending, null);
            _done.TrySetResult();
        }
        catch (DynamoDbLocalException reason)
        {
            throw Fail(reason.Message, new(reason.Code, reason.Message, StatusCodes.Status400BadRequest), tables);
        }
        catch (Exception reason) when (reason is HttpRequestException or JsonException or IOException)
        {
            throw Fail(reason.Message, new("ServiceUnavailable", reason.Message, StatusCodes.Status503ServiceUnavailable), tables);
        }
    }

    private AwsException Fail(string reason, AwsException error, Dictionary<string, TableDefinition> tables)
    {
        // A later deployment that fails is rolled back; the first stack has nothing to go back to, so it is tried again.
        if (!_done.Task.IsCompleted)
        {
            Volatile.Write(ref _pending, $"The tables could not be created: {reason}");
            _failed = tables;
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
        var isNew = await Task.WhenAll(created.Select(table => CreateAsync(table, cancellationToken)));
        // What another run derived from tables that are not there any more is not of these.
        _mustReset = _mustReset || (!_done.Task.IsCompleted && isNew.Length > 0 && isNew.All(static made => made));
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

    /// <returns>Whether it is new; <see langword="false"/> when it was there.</returns>
    private async Task<bool> CreateAsync(TableDefinition table, CancellationToken cancellationToken)
    {
        try
        {
            using var created = await dynamoDb.CallAsync(DynamoDbLocalClient.TablesApi, "CreateTable", table.CreateTable(), cancellationToken);
            Remember(table, created.RootElement.GetProperty("TableDescription"));
            if (table.UpdateTimeToLive() is { } timeToLive)
            {
                using var updated = await dynamoDb.CallAsync(DynamoDbLocalClient.TablesApi, "UpdateTimeToLive", timeToLive, cancellationToken);
            }

            return true;
        }
        catch (DynamoDbLocalException reason) when (reason.Code == "ResourceInUseException")
        {
            // This process was started again beside the same DynamoDB Local: the data stays.
            using var existing = await dynamoDb.CallAsync(
                DynamoDbLocalClient.TablesApi, "DescribeTable", new() { ["TableName"] = table.Name }, cancellationToken);
            Remember(table, existing.RootElement.GetProperty("Table"));
            return false;
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

        [LoggerMessage(EventIds.TablesOutOfReach, LogLevel.Warning, "The tables cannot be used: {Reason}")]
        public static partial void OutOfReach(ILogger logger, string reason);

        [LoggerMessage(EventIds.TablesRestored, LogLevel.Warning, "DynamoDB Local came back without its tables; {Count} are made again, empty, and what was derived from them is reset.")]
        public static partial void Restored(ILogger logger, int count);

        [LoggerMessage(EventIds.TablesNotProvisioned, LogLevel.Error, "The tables could not be provisioned: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
