using Podcast.LocalAws.CloudFront.Distribution.Policies;

namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>One cache behavior. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html.</summary>
internal sealed record BehaviorConfig
{
    public required PathPattern Pattern { get; init; }

    public required string TargetOriginId { get; init; }

    public required IReadOnlySet<string> AllowedMethods { get; init; }

    /// <summary>Whether OPTIONS is one of the cached methods, without which it is not sent to the second origin of a group.</summary>
    public bool CachesOptions { get; init; }

    /// <summary>What of a request reaches the origin.</summary>
    public required ForwardingRules Forwarding { get; init; }

    /// <summary>Whether responses are compressed for viewers who take that.</summary>
    public bool Compress { get; init; }

    public ResponseHeadersPolicy? ResponseHeaders { get; init; }

    public string? ViewerRequestFunction { get; init; }

    public string? ViewerResponseFunction { get; init; }
}
