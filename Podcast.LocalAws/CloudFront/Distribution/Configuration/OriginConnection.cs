using System.Security.Authentication;

namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>How CloudFront connects to an origin. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html.</summary>
internal sealed record OriginConnection
{
    /// <summary>How long one attempt may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>1 to 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long an idle connection stays open.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The protocols that are offered; the system's choice for none.</summary>
    public SslProtocols Protocols { get; init; }

    /// <summary>The server's name in the TLS handshake; <see langword="null"/> for the Host header.</summary>
    public string? ServerName { get; init; }

    /// <summary>Further names that the certificate may have, separated by commas; empty for none.</summary>
    public string CertificateNames { get; init; } = "";
}
