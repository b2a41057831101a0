#nullable disable

using Amazon.Runtime.Internal.Auth;

namespace Amazon.EventBridge.Internal;

/// <summary>What the way of signing depends on.</summary>
public class AmazonEventBridgeAuthSchemeParameters : IAuthSchemeParameters
{
    /// <inheritdoc/>
    public string Operation { get; set; }

    /// <summary>Region of the client.</summary>
    public string Region { get; set; }
}
