using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Podcast.Functions.AutoTranscoding;
using Podcast.Functions.DownloadCounter;
using Podcast.Functions.EmptyBucket;
using Podcast.Functions.Entitlements;
using Podcast.Functions.EventPublisher;
using Podcast.Functions.Feeds;
using Podcast.Functions.Hosting;
using Podcast.Functions.MediaCleanup;
using Podcast.Functions.PublisherApi;
using Podcast.Functions.Reconcile;
using Podcast.Functions.ShowImporter;
using Podcast.Functions.StreamProcessor;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Functions.TranscodingEvents;
using Podcast.Functions.Webhooks;
using Podcast.Functions.WebhookSender;

namespace Podcast.Functions;

/// <summary>The functions of the catalog (build/FunctionNames.targets).</summary>
internal static class HostedFunctions
{
    public static HostedFunction Get(FunctionName name) => name switch
    {
        FunctionName.PublisherApi => Http(PublisherApiFunction.Compose),
        FunctionName.Webhooks => Http(WebhooksFunction.Compose),
        FunctionName.Entitlements => Http(EntitlementsFunction.Compose),
        FunctionName.Feeds => Http(FeedsFunction.Compose),
        FunctionName.StreamProcessor => new HostedFunction<DynamoDBEvent, StreamsEventResponse>(
            StreamProcessorFunction.Compose, () => new SourceGeneratorLambdaJsonSerializer<LambdaEventsJsonContext>()),
        FunctionName.Reconcile => AnyPayload<ReconcileResult, ReconcileJsonContext>(ReconcileFunction.Compose),
        FunctionName.SubscriberCleanup => AnyPayload<CleanupResult, SubscriberCleanupJsonContext>(SubscriberCleanupFunction.Compose),
        FunctionName.AutoTranscoding => AnyPayload<TranscodingReport, AutoTranscodingJsonContext>(AutoTranscodingFunction.Compose),
        FunctionName.TranscodingEvents => AnyPayload<TranscodingOutcome, TranscodingEventsJsonContext>(TranscodingEventsFunction.Compose),
        FunctionName.MediaCleanup => AnyPayload<MediaCleanupResult, MediaCleanupJsonContext>(MediaCleanupFunction.Compose),
        FunctionName.EventPublisher => AnyPayload<EventPublisherResult, EventPublisherJsonContext>(EventPublisherFunction.Compose),
        FunctionName.WebhookSender => AnyPayload<WebhookSenderResult, WebhookSenderJsonContext>(WebhookSenderFunction.Compose),
        FunctionName.ShowImporter => AnyPayload<ShowImporterResult, ShowImporterJsonContext>(ShowImporterFunction.Compose),
        FunctionName.DownloadCounter => AnyPayload<DownloadCounterResult, DownloadCounterJsonContext>(DownloadCounterFunction.Compose),
        FunctionName.EmptyBucket => AnyPayload<CustomResourceResponse, CustomResourceJsonContext>(EmptyBucketFunction.Compose),
    };

    /// <summary>Invoked through a function URL.</summary>
    private static HostedFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> Http(
        Func<FunctionServices, IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>> compose) =>
        new(compose, () => new SourceGeneratorLambdaJsonSerializer<LambdaEventsJsonContext>());

    /// <summary>Invoked by EventBridge, its scheduler or CloudFormation, or by a person, who may send no payload at all.</summary>
    private static HostedFunction<JsonElement, TResult> AnyPayload<TResult, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TJsonContext>(
        Func<FunctionServices, IFunction<JsonElement, TResult>> compose)
        where TJsonContext : JsonSerializerContext =>
        new(compose, () => new AnyPayloadSerializer(new SourceGeneratorLambdaJsonSerializer<TJsonContext>()));
}
