using System.Text.Json;
using System.Text.Json.Serialization;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.EventEndpoints;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Imports;
using Podcast.Functions.PublisherApi.Migrations;
using Podcast.Functions.PublisherApi.Providers;
using Podcast.Functions.PublisherApi.ShowImports;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.PublisherApi.SigningKeys;
using Podcast.Functions.PublisherApi.Statistics;
using Podcast.Functions.PublisherApi.Subscribers;

namespace Podcast.Functions.PublisherApi;

/// <summary>The bodies of the publisher API.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ChangeEpisodeRequest))]
[JsonSerializable(typeof(ChangeSubscriberRequest))]
[JsonSerializable(typeof(EventEndpointRequest))]
[JsonSerializable(typeof(ImportShowRequest))]
[JsonSerializable(typeof(ShowImportResponse))]
[JsonSerializable(typeof(ImportedEpisodeListResponse))]
[JsonSerializable(typeof(EventEndpointResponse))]
[JsonSerializable(typeof(CreateEpisodeRequest))]
[JsonSerializable(typeof(CreateShowRequest))]
[JsonSerializable(typeof(CreateSubscriberRequest))]
[JsonSerializable(typeof(EpisodeListResponse))]
[JsonSerializable(typeof(EpisodeResponse))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(MigrationReport))]
[JsonSerializable(typeof(MigrationRequest))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ProviderRequest))]
[JsonSerializable(typeof(ProviderResponse))]
[JsonSerializable(typeof(RecordedEpisodeResponse))]
[JsonSerializable(typeof(RecordingRequest))]
[JsonSerializable(typeof(ReissueRequest))]
[JsonSerializable(typeof(RenewRequest))]
[JsonSerializable(typeof(RotateSigningKeyRequest))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(ShowFields))]
[JsonSerializable(typeof(ShowListResponse))]
[JsonSerializable(typeof(ShowResponse))]
[JsonSerializable(typeof(SigningKeyListResponse))]
[JsonSerializable(typeof(StatisticsResponse))]
[JsonSerializable(typeof(SubscriberListResponse))]
[JsonSerializable(typeof(SubscriberResponse))]
internal sealed partial class PublisherApiJsonContext : JsonSerializerContext;
