using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Data;

namespace Podcast.Infra.Delivery;

/// <summary>The viewer-request function, associated with the store in its own configuration.</summary>
internal sealed class EdgeFunction : Construct
{
    public EdgeFunction(Construct scope, string id, string code, EdgeStore store) : base(scope, id)
        => Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = GlobalName.Of("viewer-request"),
            Comment = "Decides who may listen.",
            Runtime = FunctionRuntime.JS_2_0,
            Code = FunctionCode.FromInline(code),
            KeyValueStore = store.KeyValueStore,
            AutoPublish = true,
        });

    public Function Function { get; }

    /// <summary>What a behavior needs to run the function on each of its requests.</summary>
    public object Associations => new[]
    {
        new CfnDistribution.FunctionAssociationProperty { EventType = "viewer-request", FunctionArn = Function.FunctionArn },
    };
}
