using Amazon.CDK.AWS.CloudFront;
using Constructs;

namespace Podcast.Infra;

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
