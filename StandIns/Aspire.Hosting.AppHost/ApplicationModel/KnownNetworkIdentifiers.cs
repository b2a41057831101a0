namespace Aspire.Hosting.ApplicationModel;

/// <summary>The networks with a fixed name.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>The host's own loopback network.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>The internet.</summary>
    public static readonly NetworkIdentifier PublicInternet = new(".");
}
