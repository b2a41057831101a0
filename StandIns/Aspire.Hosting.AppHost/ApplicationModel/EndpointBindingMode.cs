namespace Aspire.Hosting.ApplicationModel;

/// <summary>The addresses that an endpoint listens on.</summary>
public enum EndpointBindingMode
{
    /// <summary>One address.</summary>
    SingleAddress,

    /// <summary>All of the machine, IPv4 and IPv6.</summary>
    DualStackAnyAddresses,

    /// <summary>All IPv4 addresses of the machine.</summary>
    IPv4AnyAddresses,

    /// <summary>All IPv6 addresses of the machine.</summary>
    IPv6AnyAddresses,
}
