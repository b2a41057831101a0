using Amazon.CDK.AWS.Lambda;
using Constructs;
using Podcast.Infra.Data;
using Podcast.Infra.Input;
using Podcast.Infra.Media;

namespace Podcast.Infra.Functions;

/// <summary>
/// The functions: one package, chosen by the handler's name. Each role is allowed what the function's own code calls and nothing else;
/// what that is stands beside the function's other properties.
/// </summary>
internal sealed class PodcastFunctions : Construct
{
    public PodcastFunctions(
        Construct scope, string id, SynthesisInput input, StackSettings settings, PodcastTables data, PublisherEvents events, MediaBuckets media, EdgeStore edgeStore,
        Transcoder transcoder)
        : base(scope, id)
    {
        var code = Code.FromAsset(input.FunctionsFolder);

        All =
        [
            .. PublisherFunctions.All(data, events, media)
                .Concat(SubscriberFunctions.All(data, edgeStore))
                .Concat(DeliveryFunctions.All(data, media))
                .Concat(TranscodingFunctions.All(data, media, transcoder))
                .Concat(EventFunctions.All(data, events))
                .Select(definition => new PodcastFunction(this, definition, code, settings)),
        ];

        WebhookSender.Function.AddEnvironment("FAILED_EVENTS_QUEUE_URL", WebhookSender.Failures!.Url);
        if (settings.AllowsPrivateAddresses)
        {
            foreach (var function in (PodcastFunction[])[PublisherApi, WebhookSender, ShowImporter])
            {
                function.Function.AddEnvironment("ALLOW_PRIVATE_ADDRESSES", "true");
            }
        }

        PublisherUrl = PublisherApi.AddUrl();
        WebhooksUrl = Webhooks.AddPublicUrl();
        EntitlementsUrl = Entitlements.AddUrl();
        FeedsUrl = Feeds.AddUrl();
    }

    public IReadOnlyList<PodcastFunction> All { get; }

    public PodcastFunction PublisherApi => Get(FunctionName.PublisherApi);

    public PodcastFunction Webhooks => Get(FunctionName.Webhooks);

    public PodcastFunction StreamProcessor => Get(FunctionName.StreamProcessor);

    public PodcastFunction Reconcile => Get(FunctionName.Reconcile);

    public PodcastFunction Entitlements => Get(FunctionName.Entitlements);

    public PodcastFunction Feeds => Get(FunctionName.Feeds);

    public PodcastFunction AutoTranscoding => Get(FunctionName.AutoTranscoding);

    public PodcastFunction TranscodingEvents => Get(FunctionName.TranscodingEvents);

    public PodcastFunction MediaCleanup => Get(FunctionName.MediaCleanup);

    public PodcastFunction EventPublisher => Get(FunctionName.EventPublisher);

    public PodcastFunction DownloadCounter => Get(FunctionName.DownloadCounter);

    public PodcastFunction WebhookSender => Get(FunctionName.WebhookSender);

    public PodcastFunction ShowImporter => Get(FunctionName.ShowImporter);

    public CfnUrl PublisherUrl { get; }

    public CfnUrl WebhooksUrl { get; }

    public CfnUrl EntitlementsUrl { get; }

    public CfnUrl FeedsUrl { get; }

    private PodcastFunction Get(FunctionName name) => All.Single(function => function.Name == name);
}
