#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Internal;

/// <summary>Names of the service for telemetry.</summary>
public partial class AmazonMediaConvertMetadata : IServiceMetadata
{
    /// <inheritdoc/>
    public string ServiceId => AmazonMediaConvertConfig.ServiceId;

    /// <inheritdoc/>
    public IDictionary<string, string> OperationNameMapping => new Dictionary<string, string>(0);
}
