using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using CsCheck;
using Podcast.Functions.Domain;
using Podcast.Functions.Reconcile;
using Podcast.Functions.Storage;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Sync;

/// <summary>The table in memory responds to the functions' own calls as DynamoDB Local does: the histories rely on it.</summary>
public sealed class InMemoryTableTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private const long Now = 1_800_000_000;

    private readonly InMemoryTable _inMemory = new(new ImmediateTimeProvider(DateTimeOffset.FromUnixTimeSeconds(Now)));
    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        _inMemory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task AnyCalls_OfTheFunctions_RespondAsDynamoDBLocal()
    {
        var random = new PCG(1, 20261122);
        var operations = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 4], Gen.Int[0, 3]).Array[300].Generate(random, null, out _);
        var real = new List<string>();
        var inMemory = new List<string>();
        foreach (var (kind, subscriber, number) in operations)
        {
            real.Add(await PlayAsync(_system.DynamoDb, _system.SubscribersTable, kind, subscriber, number));
            inMemory.Add(await PlayAsync(_inMemory, InMemoryTable.Name, kind, subscriber, number));
            Assert.Equal(real, inMemory);
        }

        Assert.Equal(await ScanAsync(_system.DynamoDb, _system.SubscribersTable), await ScanAsync(_inMemory, InMemoryTable.Name));
    }

    [Fact]
    public async Task Progress_SavedByOneRun_IsTakenByTheNextOnce()
    {
        foreach (var (dynamoDb, table) in new[] { (_system.DynamoDb, _system.SubscribersTable), (_inMemory, InMemoryTable.Name) })
        {
            var progress = new ReconcileProgressTable(dynamoDb, table, TimeProvider.System);
            Assert.Null(await progress.TakeAsync(TestContext.Current.CancellationToken));

            // More than one item takes.
            var keys = Enumerable.Range(0, 40_000).Select(number => number.ToString("d12", CultureInfo.InvariantCulture)).ToHashSet();
            await progress.SaveAsync(new([null, "", "SUBSCRIBER#1", ""], keys), TestContext.Current.CancellationToken);
            var taken = await progress.TakeAsync(TestContext.Current.CancellationToken);
            Assert.Equal([null, "", "SUBSCRIBER#1", ""], taken!.After);
            Assert.True(taken.Unclaimed.SetEquals(keys));
            Assert.Null(await progress.TakeAsync(TestContext.Current.CancellationToken));
        }
    }

    private static async Task<string> PlayAsync(IAmazonDynamoDB dynamoDb, string table, int kind, int number, int value)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var subscribers = new SubscriberTable(dynamoDb, table);
        var due = new DueSubscribers(dynamoDb, table, pageSize: 2);
        var id = "s" + number.ToString(CultureInfo.InvariantCulture);
        switch (kind)
        {
            case 0 or 1:
                return $"create {await subscribers.TryCreateAsync(Subscriber(id, value, 1), cancellationToken)}";
            case 2 or 3:
                var read = await subscribers.FindAsync(id, cancellationToken);
                return read is null
                    ? "absent"
                    : $"update {await subscribers.TryUpdateAsync(Subscriber(id, value, read.Version + 1) with { FormerTokens = [read.TokenHash] }, cancellationToken)}";
            case 4:
                return $"stale update {await subscribers.TryUpdateAsync(Subscriber(id, value, 100), cancellationToken)}";
            case 5:
                return $"expire {await due.TryExpireAsync(id, Now, cancellationToken)}";
            case 6:
                var found = await subscribers.FindByTokenAsync(Hash(id, value), cancellationToken);
                return $"find {found} {found?.Status} {found?.ExpiresAt}";
            case 7:
                var ids = new List<string>();
                Dictionary<string, AttributeValue>? next = null;
                do
                {
                    (var page, next) = await due.ReadAsync(Shard.Of(id), Now, next, cancellationToken);
                    ids.AddRange(page);
                }
                while (next is not null);
                return "due " + string.Join(' ', ids);
            default:
                await dynamoDb.DeleteItemAsync(
                    new DeleteItemRequest { TableName = table, Key = new() { ["pk"] = ItemAttributes.Text(SubscriberItem.KeyOf(id)) } }, cancellationToken);
                return "delete";
        }
    }

    private static async Task<IEnumerable<string>> ScanAsync(IAmazonDynamoDB dynamoDb, string table)
    {
        var scan = new TableScan(dynamoDb, table, pageSize: 2);
        var found = new List<string>();
        for (var segment = 0; segment < TableScan.Segments; segment++)
        {
            string? after = null;
            do
            {
                (var items, after) = await scan.ReadAsync(segment, after, TestContext.Current.CancellationToken);
                found.AddRange(items.Select(item => string.Join(' ', item.OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(Describe))));
            }
            while (after is not null);
        }

        return found.Order(StringComparer.Ordinal);
    }

    private static string Describe(KeyValuePair<string, AttributeValue> attribute) =>
        $"{attribute.Key}={attribute.Value.S}{attribute.Value.N}{string.Join(',', (attribute.Value.SS ?? []).Order(StringComparer.Ordinal))}"
        + string.Join(',', (attribute.Value.L ?? []).Select(entry => entry.S + string.Join(';', (entry.M ?? []).OrderBy(field => field.Key).Select(Describe))));

    private static string Hash(string id, int value) => $"{id}-{value}".PadRight(Digest.Length, '-');

    private static Subscriber Subscriber(string id, int value, long version) => new()
    {
        Id = id,
        Subscriptions = [new() { Id = id, Shows = ["news", "talk"], ExpiresAt = Now - 1 + value, IsRevoked = value == 3, CreatedAt = Now }],
        KeyId = "01",
        TokenId = "id",
        TokenHash = Hash(id, value),
        Version = version,
        CreatedAt = Now,
        UpdatedAt = Now,
    };
}
