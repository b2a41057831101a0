#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFront.Internal;

/// <summary>Names of the service for telemetry.</summary>
public partial class AmazonCloudFrontMetadata : IServiceMetadata
{
    /// <inheritdoc/>
    public string ServiceId => AmazonCloudFrontConfig.ServiceId;

    /// <inheritdoc/>
    public IDictionary<string, string> OperationNameMapping => new Dictionary<string, string>(0);
}
