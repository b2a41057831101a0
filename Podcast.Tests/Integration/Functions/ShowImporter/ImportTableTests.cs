using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.ShowImports;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Functions.ShowImporter;

/// <summary>The counters of an import: each episode counts once, however often it is ended.</summary>
public sealed class ImportTableTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private const string Import = "0123456789abcdef0123";

    private static readonly ShowImport Show = new() { Id = Import, Show = "news", State = ImportState.Reading, CreatedAt = 1_800_000_000 };

    private readonly string _table = $"catalog-{Guid.NewGuid():N}";
    private AmazonDynamoDBClient _dynamoDb = null!;
    private ImportTable _imports = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _dynamoDb = new("access", "secret", new AmazonDynamoDBConfig { ServiceURL = (await dynamoDb.GetEndpointAsync()).ToString() });
        await TemplateTables.CreateCatalogAsync(_dynamoDb, _table, Cancellation);
        _imports = new(_dynamoDb, _table, TimeProvider.System);
        Assert.True(await _imports.TryPutAsync(Show, Cancellation));
        await _imports.RememberAsync(Show, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _dynamoDb.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task End_OfManyEpisodesByManyAtOnce_CountsEachOnce()
    {
        var states = Enumerable.Range(0, 30).ToDictionary(number => $"episode-{number}", number => number % 3 == 0 ? ImportState.Failed : ImportState.Done);
        foreach (var id in states.Keys)
        {
            Assert.True(await _imports.TryPutAsync(Create(id), Cancellation));
        }

        await Task.WhenAll(states.Concat(states).Concat(states).Select(state => _imports.EndAsync(Import, state.Key, state.Value, null, Cancellation)));
        await _imports.FinishReadingAsync(Import, states.Count, null, Cancellation);

        var import = (await _imports.FindAsync(Import, Cancellation))!;
        Assert.Equal((30, 20, 10), (import.Total, import.Done, import.Failed));
    }

    [Fact]
    public async Task PutFailed_Twice_CountsOnce()
    {
        var failed = Create("one") with { State = ImportState.Failed, Reason = "It has no audio." };

        Assert.True(await _imports.TryPutFailedAsync(failed, Cancellation));
        Assert.False(await _imports.TryPutFailedAsync(failed, Cancellation));

        Assert.Equal(1, (await _imports.FindAsync(Import, Cancellation))!.Failed);
    }

    [Fact]
    public async Task FinishFetching_AfterTheAudioWasChecked_KeepsTheEndAndSaysWhatIsMissing()
    {
        await _imports.TryPutAsync(Create("one"), Cancellation);
        await _imports.EndAsync(Import, "one", ImportState.Done, null, Cancellation);

        await _imports.FinishFetchingAsync(Create("one"), "Its artwork could not be taken over.", Cancellation);
        await _imports.EndAsync(Import, "one", ImportState.Failed, "Late.", Cancellation);

        var episode = (await _imports.FindEpisodeAsync(Import, "one", Cancellation))!;
        Assert.Equal((ImportState.Done, "Its artwork could not be taken over."), (episode.State, episode.Reason));
        var import = (await _imports.FindAsync(Import, Cancellation))!;
        Assert.Equal((1, 0), (import.Done, import.Failed));
    }

    [Fact]
    public async Task Items_OfAnImport_AreAllDeletedAfterNinetyDays()
    {
        await _imports.TryPutAsync(Create("one"), Cancellation);
        await _imports.TryPutFailedAsync(Create("two") with { State = ImportState.Failed }, Cancellation);
        await _imports.EndAsync(Import, "one", ImportState.Done, null, Cancellation);

        var items = (await _dynamoDb.ScanAsync(new ScanRequest { TableName = _table }, Cancellation)).Items;

        Assert.Equal(4, items.Count);
        Assert.All(items, item => Assert.Equal("1807776000", item["purgeAt"].N));
        Assert.Equal("purgeAt", TimeToLiveAttribute());
    }

    private static string? TimeToLiveAttribute() => (string?)SynthesizedTemplate.OfType("AWS::DynamoDB::Table")
        .Single(table => table.LogicalId.StartsWith("DataCatalog", StringComparison.Ordinal)).Properties["TimeToLiveSpecification"]?["AttributeName"];

    private static ImportedEpisode Create(string id) => new()
    {
        Import = Import,
        Show = "news",
        Id = id,
        Title = id,
        Url = "https://example.com/one.mp3",
        Revision = "abc",
        State = ImportState.Waiting,
        PurgeAt = Show.PurgeAt,
    };
}
