#nullable disable

namespace Amazon.EventBridge.Model;

/// <summary>Puts events on buses.</summary>
public partial class PutEventsRequest : AmazonEventBridgeRequest
{
    /// <summary>1 to 10 events. Required.</summary>
    public List<PutEventsRequestEntry> Entries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
