#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Internal;

/// <summary>Names of the service for telemetry.</summary>
public partial class AmazonCloudFrontKeyValueStoreMetadata : IServiceMetadata
{
    /// <inheritdoc/>
    public string ServiceId => AmazonCloudFrontKeyValueStoreConfig.ServiceId;

    /// <inheritdoc/>
    public IDictionary<string, string> OperationNameMapping => new Dictionary<string, string>(0);
}
