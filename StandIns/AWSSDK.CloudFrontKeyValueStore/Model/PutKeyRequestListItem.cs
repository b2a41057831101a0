#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>A pair to write.</summary>
public partial class PutKeyRequestListItem
{
    /// <summary>The key, at most 512 bytes of UTF-8. Required.</summary>
    public string Key { get; set; }

    /// <summary>The value, at most 1 KB of UTF-8. Required.</summary>
    [AWSProperty(Required = true, Sensitive = true)]
    public string Value { get; set; }
}
