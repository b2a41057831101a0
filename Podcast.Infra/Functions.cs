using Amazon.CDK.AWS.Lambda;
using Constructs;
using Podcast.Infra.Input;

namespace Podcast.Infra;

/// <summary>
/// The functions: one package, chosen by the handler's name. Each role is allowed what the function's own code calls and nothing else;
/// what that is stands beside the function's other properties.
/// </summary>
internal sealed class Functions : Construct
{
    public Functions(
        Construct scope, string id, SynthesisInput input, StackSettings settings, Data data, Media media, EdgeStore edgeStore, Transcoder transcoder)
        : base(scope, id)
    {
        var code = Code.FromAsset(input.FunctionsFolder);

        PublisherApi = Add(PublisherFunctions.PublisherApi(data, media));
        Webhooks = Add(PublisherFunctions.Webhooks(data));
        StreamProcessor = Add(SubscriberFunctions.StreamProcessor(data, edgeStore));
        SubscriberCleanup = Add(SubscriberFunctions.SubscriberCleanup(data));
        Reconcile = Add(SubscriberFunctions.Reconcile(data, edgeStore));
        Entitlements = Add(DeliveryFunctions.Entitlements(data, media));
        Feeds = Add(DeliveryFunctions.Feeds(data));
        AutoTranscoding = Add(TranscodingFunctions.AutoTranscoding(data, media, transcoder));
        TranscodingEvents = Add(TranscodingFunctions.TranscodingEvents(data, media));

        PublisherUrl = PublisherApi.AddUrl();
        WebhooksUrl = Webhooks.AddPublicUrl();
        EntitlementsUrl = Entitlements.AddUrl();
        FeedsUrl = Feeds.AddUrl();

        PodcastFunction Add(FunctionDefinition definition) => new(this, definition, code, settings);
    }

    public PodcastFunction PublisherApi { get; }

    public PodcastFunction Webhooks { get; }

    public PodcastFunction StreamProcessor { get; }

    public PodcastFunction SubscriberCleanup { get; }

    public PodcastFunction Reconcile { get; }

    public PodcastFunction Entitlements { get; }

    public PodcastFunction Feeds { get; }

    public PodcastFunction AutoTranscoding { get; }

    public PodcastFunction TranscodingEvents { get; }

    public CfnUrl PublisherUrl { get; }

    public CfnUrl WebhooksUrl { get; }

    public CfnUrl EntitlementsUrl { get; }

    public CfnUrl FeedsUrl { get; }

    public IReadOnlyList<PodcastFunction> All =>
    [
        PublisherApi, Webhooks, StreamProcessor, SubscriberCleanup, Reconcile, Entitlements, Feeds, AutoTranscoding, TranscodingEvents,
    ];
}
