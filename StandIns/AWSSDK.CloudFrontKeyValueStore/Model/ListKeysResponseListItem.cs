#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>A pair.</summary>
public partial class ListKeysResponseListItem
{
    /// <summary>Key.</summary>
    public string Key { get; set; }

    /// <summary>Value.</summary>
    public string Value { get; set; }
}
