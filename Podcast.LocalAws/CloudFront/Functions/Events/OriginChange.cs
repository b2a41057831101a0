namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>
/// What <c>cf.selectRequestOriginById</c>, <c>cf.updateRequestOrigin</c> and <c>cf.createRequestOriginGroup</c> ask for; what is <see langword="null"/> stays as the
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

    /// <summary>How long the whole response may take.</summary>
    public TimeSpan? ResponseCompletionTimeout { get; init; }

    public TimeSpan? ConnectionTimeout { get; init; }

    /// <summary>How long an idle connection stays open.</summary>
    public TimeSpan? KeepAliveTimeout { get; init; }

    /// <summary>The protocols for TLS, by CloudFront's names.</summary>
    public IReadOnlyList<string>? SslProtocols { get; init; }

    /// <summary>1 to 3.</summary>
    public int? ConnectionAttempts { get; init; }

    /// <summary>The name for TLS.</summary>
    public string? Sni { get; init; }

    /// <summary>Names that the origin's certificate may have.</summary>
    public IReadOnlyList<string>? AllowedCertificateNames { get; init; }

    /// <summary>Set when the request goes to a group of two origins, of which this is the first.</summary>
    public OriginGroupChange? Group { get; init; }

    public OriginAccessControlChange? AccessControl { get; init; }
}
