using Podcast.Functions.Catalog;
using Podcast.Functions.Hosting;
using Podcast.Functions.PublisherApi.Artwork;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.Imports;
using Podcast.Functions.PublisherApi.Migrations;
using Podcast.Functions.PublisherApi.Providers;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.PublisherApi.SigningKeys;
using Podcast.Functions.PublisherApi.Subscribers;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi;

/// <summary>All endpoints of the API, over tables and buckets.</summary>
internal sealed class PublisherApiEndpoints
{
    public PublisherApiEndpoints(FunctionServices services)
    {
        var (dynamoDb, time) = (services.Aws.DynamoDb, services.Time);
        var (subscribersTable, catalogTable) = (services.Environment.SubscribersTable, services.Environment.CatalogTable);
        var (mediaBucket, ingestBucket) = (services.Environment.MediaBucket, services.Environment.IngestBucket);
        var catalog = new CatalogTable(dynamoDb, catalogTable, time);
        var keys = new SigningKeyTable(dynamoDb, subscribersTable, time);
        var subscribers = new SubscriberTable(dynamoDb, subscribersTable);
        var queries = new SubscriberQueries(dynamoDb, subscribersTable, time);
        var tokens = new TokenIssuer(keys);
        var creator = new SubscriberCreator(subscribers, tokens, time);
        var changer = new SubscriberChanger(subscribers, time);
        Shows = new(catalog, time);
        Recordings = new(catalog, new(dynamoDb, catalogTable, time), new(() => services.Aws.S3, ingestBucket, time), time);
        Episodes = new(catalog, new(() => services.Aws.S3, mediaBucket, time), Recordings, time);
        EpisodeLists = new(catalog, new(dynamoDb, catalogTable, time), time);
        EpisodeChanges = new(catalog, time);
        var files = new MediaFiles(() => services.Aws.S3, mediaBucket);
        Artwork = new(catalog, files, time);
        EpisodeFiles = new(catalog, files, time);
        Subscribers = new(subscribers, creator, tokens, catalog, time);
        SubscriberChanges = new(subscribers, changer, tokens, catalog, time);
        SubscriberLists = new(queries, time);
        Imports = new(creator, catalog, time);
        Exports = new(queries, tokens, time);
        SigningKeys = new(new(dynamoDb, subscribersTable, time), queries, changer, tokens, time);
        Migrations = new(queries, new(subscribers, time));
        Providers = new(new(dynamoDb, subscribersTable), catalog, time);
    }

    public ShowEndpoints Shows { get; }

    public EpisodeEndpoints Episodes { get; }

    public EpisodeListEndpoints EpisodeLists { get; }

    public EpisodeChangeEndpoints EpisodeChanges { get; }

    public ArtworkEndpoints Artwork { get; }

    public EpisodeFileEndpoints EpisodeFiles { get; }

    public RecordingEndpoints Recordings { get; }

    public SubscriberEndpoints Subscribers { get; }

    public SubscriberChangeEndpoints SubscriberChanges { get; }

    public SubscriberListEndpoints SubscriberLists { get; }

    public ImportEndpoints Imports { get; }

    public ExportEndpoints Exports { get; }

    public SigningKeyEndpoints SigningKeys { get; }

    public ProviderEndpoints Providers { get; }

    public MigrationEndpoints Migrations { get; }
}
