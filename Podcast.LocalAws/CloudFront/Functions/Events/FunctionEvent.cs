namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>What a function is called with, version 1.0.</summary>
internal sealed record FunctionEvent
{
    public required FunctionEventType Type { get; init; }

    public required string DistributionDomainName { get; init; }

    public required string DistributionId { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The address of the TCP peer.</summary>
    public required string ViewerIp { get; init; }

    public required EdgeRequest Request { get; init; }

    /// <summary>Set for <see cref="FunctionEventType.ViewerResponse"/>.</summary>
    public EdgeResponse? Response { get; init; }
}
