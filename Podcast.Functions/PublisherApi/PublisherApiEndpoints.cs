using Microsoft.Extensions.Logging;
using Podcast.Functions.Catalog;
using Podcast.Functions.Hosting;
using Podcast.Functions.MediaRemoval;
using Podcast.Functions.PublisherApi.Artwork;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.EventEndpoints;
using Podcast.Functions.PublisherApi.Imports;
using Podcast.Functions.PublisherApi.Migrations;
using Podcast.Functions.PublisherApi.Notices;
using Podcast.Functions.PublisherApi.Providers;
using Podcast.Functions.PublisherApi.ShowImports;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.PublisherApi.SigningKeys;
using Podcast.Functions.PublisherApi.Statistics;
using Podcast.Functions.PublisherApi.Subscribers;
using Podcast.Functions.Removals;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi;

/// <summary>All endpoints of the API, over tables and buckets.</summary>
internal sealed class PublisherApiEndpoints
{
    /// <summary>What takes longer is copied when the upload's event arrives.</summary>
    private static readonly TimeSpan CopyTimeout = TimeSpan.FromSeconds(7);

    public PublisherApiEndpoints(FunctionServices services)
    {
        var (dynamoDb, time) = (services.Aws.DynamoDb, services.Time);
        var (subscribersTable, catalogTable) = (services.Environment.SubscribersTable, services.Environment.CatalogTable);
        var (mediaBucket, ingestBucket) = (services.Environment.MediaBucket, services.Environment.IngestBucket);
        var catalog = new CatalogTable(dynamoDb, catalogTable, time);
        var keys = new SigningKeyTable(dynamoDb, subscribersTable, time);
        var subscribers = new SubscriberTable(dynamoDb, subscribersTable);
        var queries = new SubscriberQueries(dynamoDb, subscribersTable, time);
        var tokens = new TokenIssuer(keys, makesFirstKey: true);
        var creator = new SubscriberCreator(subscribers, tokens, time);
        var changer = new SubscriberChanger(subscribers, time);
        var removals = new RemovalTable(dynamoDb, catalogTable, time);
        var changes = new CatalogChanges(dynamoDb, catalogTable, catalog, removals);
        var remover = MediaRemover.Compose(services, removals);
        var prompt = new PromptRemover(remover, time, services.Loggers.CreateLogger<PromptRemover>());
        Shows = new(catalog, changes, queries, prompt, time);
        var recordings = new RecordingTable(dynamoDb, catalogTable, time);
        var presigner = new UploadPresigner(() => services.Aws.S3, ingestBucket, time);
        Recordings = new(
            catalog,
            recordings,
            new(() => services.Aws.S3, ingestBucket, time),
            presigner,
            UploadedAudio.Compose(services, TranscodeResults.Compose(services, recordings), CopyTimeout),
            time);
        Episodes = new(catalog, presigner, Recordings, time);
        EpisodeLists = new(catalog, new(dynamoDb, catalogTable, time), time);
        EpisodeChanges = new(catalog, changes, remover, prompt, time);
        var files = new MediaFiles(() => services.Aws.S3, mediaBucket);
        Artwork = new(catalog, changes, files, time);
        EpisodeFiles = new(catalog, changes, removals, files, time);
        Notices = new(catalog, files, time);
        Subscribers = new(subscribers, creator, tokens, catalog, time);
        SubscriberChanges = new(subscribers, changer, tokens, catalog, time);
        SubscriberLists = new(queries, subscribers, new(dynamoDb, subscribersTable, time), time);
        Imports = new(new(subscribers, creator, changer, time), catalog, time);
        Exports = new(queries, tokens, time);
        SigningKeys = new(new(dynamoDb, subscribersTable, time), queries, changer, tokens, time);
        Migrations = new(queries, new(subscribers, time));
        Providers = new(new(dynamoDb, subscribersTable), keys, catalog, time);
        var queriedEpisodes = new EpisodeQueries(dynamoDb, catalogTable, time);
        ShowImports = new(
            new(dynamoDb, catalogTable, time),
            new(() => services.Aws.EventBridge, services.Environment.EventBus),
            () => services.Aws.S3,
            ingestBucket,
            services.Environment.AllowsPrivateAddresses,
            time);
        ShowExports = new(catalog, queriedEpisodes, () => services.Aws.S3, mediaBucket, ingestBucket, services.Environment.ViewerUrl, time);
        Statistics = new(catalog, new(dynamoDb, services.Environment.StatisticsTable), time);
        EventEndpoint = new(new(dynamoDb, subscribersTable), services.Environment.AllowsPrivateAddresses, time);
    }

    public ShowEndpoints Shows { get; }

    public EpisodeEndpoints Episodes { get; }

    public EpisodeListEndpoints EpisodeLists { get; }

    public EpisodeChangeEndpoints EpisodeChanges { get; }

    public ArtworkEndpoints Artwork { get; }

    public EpisodeFileEndpoints EpisodeFiles { get; }

    public NoticeEndpoints Notices { get; }

    public RecordingEndpoints Recordings { get; }

    public StatisticsEndpoints Statistics { get; }

    public SubscriberEndpoints Subscribers { get; }

    public SubscriberChangeEndpoints SubscriberChanges { get; }

    public SubscriberListEndpoints SubscriberLists { get; }

    public ImportEndpoints Imports { get; }

    public ExportEndpoints Exports { get; }

    public SigningKeyEndpoints SigningKeys { get; }

    public ProviderEndpoints Providers { get; }

    public ShowImportEndpoints ShowImports { get; }

    public ShowExportEndpoints ShowExports { get; }

    public EventEndpointEndpoints EventEndpoint { get; }

    public MigrationEndpoints Migrations { get; }
}
