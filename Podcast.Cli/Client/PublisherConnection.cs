using Amazon.Runtime;

namespace Podcast.Client;

/// <summary>Where a publisher API is, and as whom to call it.</summary>
/// <param name="Api">The function URL of the publisher API.</param>
/// <param name="Edge">The distribution, which the paths of feeds belong to.</param>
/// <param name="Region">The region that requests are signed for.</param>
/// <param name="Credentials">A principal that may invoke the function URL.</param>
public sealed record PublisherConnection(Uri Api, Uri Edge, string Region, AWSCredentials Credentials)
{
    /// <summary>The stack's name.</summary>
    public string Stack { get; init; } = "Podcast";

    /// <summary>Where CloudWatch is; <see langword="null"/> for the region's own.</summary>
    public Uri? CloudWatch { get; init; }
}
