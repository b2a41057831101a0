using Amazon.CDK;
using Constructs;
using Podcast.Infra.Automation;
using Podcast.Infra.Data;
using Podcast.Infra.Delivery;
using Podcast.Infra.Functions;
using Podcast.Infra.Input;
using Podcast.Infra.Media;
using Podcast.Infra.Observability;

namespace Podcast.Infra;

/// <summary>
/// Subscriber-only podcasts: who may listen (data), what they hear (media), how it reaches them (delivery) and what happens when
/// something changes (functions, automation), and who is notified (observability). Nothing in it names a region or an account.
/// </summary>
internal sealed class PodcastStack : Stack
{
    public PodcastStack(Construct scope, string id, SynthesisInput input, StackSettings settings)
        : base(scope, id, new StackProps
        {
            Description = "Subscriber-only podcasts: private feeds decided at the edge.",
            // The CLI checks the bootstrap version from the manifest; a parameter and a rule in the template would say it a second time.
            Synthesizer = new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { GenerateBootstrapVersionRule = false }),
        })
    {
        var data = new PodcastTables(this, "Data", settings);
        var events = new PublisherEvents(this, "Events");
        var media = new MediaBuckets(this, "Media", settings);
        var edgeStore = new EdgeStore(this, "EdgeStore");
        var transcoder = new Transcoder(this, "Transcoder", media);
        var functions = new PodcastFunctions(this, "Functions", input, settings, data, events, media, edgeStore, transcoder);
        var automation = new FunctionTriggers(this, "Automation", settings, data, events, media, functions, transcoder);
        var delivery = new PodcastDistribution(this, "Delivery", input, settings, edgeStore, media, functions);
        var observability = new Monitoring(this, "Observability", settings, functions, automation, delivery);
        if (!settings.KeepsData)
        {
            _ = new EmptyBuckets(this, "EmptyBuckets", input, settings, media, transcoder, functions);
        }

        Outputs.Add(this, data, events, media, edgeStore, transcoder, functions, automation, delivery, observability);
    }
}
