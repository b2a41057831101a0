#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.EventBridge.Internal;

/// <summary>Names of the service for telemetry.</summary>
public partial class AmazonEventBridgeMetadata : IServiceMetadata
{
    /// <inheritdoc/>
    public string ServiceId => AmazonEventBridgeConfig.ServiceId;

    /// <inheritdoc/>
    public IDictionary<string, string> OperationNameMapping => new Dictionary<string, string>(0);
}
