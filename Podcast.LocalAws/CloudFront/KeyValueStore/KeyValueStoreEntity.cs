using Podcast.LocalAws.CloudFront.Api;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>A store as the control plane knows it, with an ETag that is not the data plane's.</summary>
internal sealed record KeyValueStoreEntity(string Name, string Comment, string Id, string Arn, DateTimeOffset Modified)
{
    public string ETag { get; init; } = ETags.New();
}
