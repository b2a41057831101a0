#nullable disable

using Amazon.Runtime.Endpoints;

namespace Amazon.EventBridge.Endpoints;

/// <summary>What the endpoint of a request depends on.</summary>
public class EventBridgeEndpointParameters : EndpointParameters
{
    /// <summary>Creates parameters without FIPS and dual stack.</summary>
    public EventBridgeEndpointParameters()
    {
        UseDualStack = false;
        UseFIPS = false;
    }

    /// <summary>Region of the client.</summary>
    public string Region
    {
        get => (string)this[nameof(Region)];
        set => this[nameof(Region)] = value;
    }

    /// <summary>Asks for an endpoint with IPv6 addresses as well.</summary>
    public bool? UseDualStack
    {
        get => (bool?)this[nameof(UseDualStack)];
        set => this[nameof(UseDualStack)] = value;
    }

    /// <summary>Asks for a FIPS endpoint.</summary>
    public bool? UseFIPS
    {
        get => (bool?)this[nameof(UseFIPS)];
        set => this[nameof(UseFIPS)] = value;
    }

    /// <summary>Endpoint the client was configured with.</summary>
    public string Endpoint
    {
        get => (string)this[nameof(Endpoint)];
        set => this[nameof(Endpoint)] = value;
    }
}
