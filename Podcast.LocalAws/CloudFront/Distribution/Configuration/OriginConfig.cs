namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>One origin. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html.</summary>
internal sealed record OriginConfig
{
    public required string Id { get; init; }

    public required string DomainName { get; init; }

    /// <summary>Goes in front of every path; empty or beginning with a slash.</summary>
    public string OriginPath { get; init; } = "";

    /// <summary>Headers that CloudFront adds, in place of the viewer's.</summary>
    public IReadOnlyDictionary<string, string> CustomHeaders { get; init; } = new Dictionary<string, string>();

    public bool IsS3 { get; init; }

    /// <summary><c>http</c> or <c>https</c>, for an origin outside this process.</summary>
    public string Scheme { get; init; } = "https";

    public int Port { get; init; } = 443;

    /// <summary>How long CloudFront waits for a response, and for each next packet of it.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the whole response may take; <see langword="null"/> for no limit.</summary>
    public TimeSpan? ResponseCompletionTimeout { get; init; }

    /// <summary>How connections are made.</summary>
    public OriginConnection Connection { get; init; } = new();

    /// <summary>Replaces the domain name in the Host header.</summary>
    public string? HostHeader { get; init; }

    public AccessControlConfig? AccessControl { get; init; }
}
