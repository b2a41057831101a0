using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Podcast.Infra.Core;

namespace Podcast.Infra.Data;

/// <summary>The key-value store that the edge decides from. A cache of the Subscribers table, written by the stream processor alone.</summary>
internal sealed class EdgeStore : Construct
{
    public EdgeStore(Construct scope, string id) : base(scope, id)
        => KeyValueStore = new KeyValueStore(this, "Keys", new KeyValueStoreProps
        {
            KeyValueStoreName = GlobalName.Of("edge-store"),
            Comment = "Who may listen, by hash of the token, and the keys that tokens are signed with.",
        });

    public IKeyValueStore KeyValueStore { get; }
}
