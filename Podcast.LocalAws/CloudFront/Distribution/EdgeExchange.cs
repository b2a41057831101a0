using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>One viewer request on its way through the distribution.</summary>
internal sealed record EdgeExchange
{
    public required HttpContext Context { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The viewer's network address. A refresh in the background outlives the viewer's request, whose context is then another's.</summary>
    public required string ViewerAddress { get; init; }

    public required BehaviorConfig Behavior { get; init; }

    public required OriginConfig Origin { get; init; }

    /// <summary>Where the request goes when the origin fails.</summary>
    public FailoverConfig? Failover { get; init; }

    /// <summary>The request as it left the viewer-request function.</summary>
    public required EdgeRequest Request { get; init; }

    /// <summary>Runs on what the origin responds.</summary>
    public EdgeFunction? ViewerResponseFunction { get; init; }

    /// <summary>Set when the request is for an error page: the status that viewers see.</summary>
    public int? ErrorPageStatus { get; init; }
}
