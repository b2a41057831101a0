using Amazon.CDK;
using Constructs;
using Podcast.Infra.Input;

namespace Podcast.Infra;

/// <summary>
/// Subscriber-only podcasts: who may listen (data), what they hear (media), how it reaches them (delivery) and what happens when
/// something changes (functions, automation). Nothing in it names a region or an account.
/// </summary>
internal sealed class PodcastStack : Stack
{
    public PodcastStack(Construct scope, string id, SynthesisInput input)
        : base(scope, id, new StackProps
        {
            Description = "Subscriber-only podcasts: private feeds decided at the edge.",
            // The CLI checks the bootstrap version from the manifest; a parameter and a rule in the template would say it a second time.
            Synthesizer = new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { GenerateBootstrapVersionRule = false }),
        })
    {
        var data = new Data(this, "Data");
        var media = new Media(this, "Media");
        var edgeStore = new EdgeStore(this, "EdgeStore");
        var functions = new Functions(this, "Functions", input.FunctionsFolder, data, media, edgeStore);
        var automation = new Automation(this, "Automation", data, functions);
        var delivery = new Delivery(this, "Delivery", input.EdgeCode, edgeStore, media, functions);
        Outputs.Add(this, data, media, edgeStore, functions, automation, delivery);
    }
}
