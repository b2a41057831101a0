namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>
/// What <c>cf.selectRequestOriginById</c> and <c>cf.updateRequestOrigin</c> ask for; what is <see langword="null"/> stays as the
/// distribution has it. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html.
/// </summary>
internal sealed record OriginChange
{
    /// <summary>The origin of the distribution that takes the request.</summary>
    public string? OriginId { get; init; }

    public string? DomainName { get; init; }

    public string? HostHeader { get; init; }

    public string? OriginPath { get; init; }

    public IReadOnlyDictionary<string, string>? CustomHeaders { get; init; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string? Protocol { get; init; }

    public int? Port { get; init; }

    public TimeSpan? ReadTimeout { get; init; }

    public OriginAccessControlChange? AccessControl { get; init; }
}
