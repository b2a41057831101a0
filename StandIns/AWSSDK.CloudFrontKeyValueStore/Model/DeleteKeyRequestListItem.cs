#nullable disable

namespace Amazon.CloudFrontKeyValueStore.Model;

/// <summary>A pair to delete.</summary>
public partial class DeleteKeyRequestListItem
{
    /// <summary>The key. Required.</summary>
    public string Key { get; set; }
}
