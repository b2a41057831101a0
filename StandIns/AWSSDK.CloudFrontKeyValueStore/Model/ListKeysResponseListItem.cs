#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>A pair.</summary>
public partial class ListKeysResponseListItem
{
    /// <summary>Key.</summary>
    public string Key { get; set; }

    /// <summary>Value.</summary>
    [AWSProperty(Required = true, Sensitive = true)]
    public string Value { get; set; }
}
