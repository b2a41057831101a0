#nullable disable

using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>What the bus took.</summary>
public partial class PutEventsResponse : AmazonWebServiceResponse
{
    /// <summary>A result for each event, in the order of the request.</summary>
    public List<PutEventsResultEntry> Entries { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>How many were not taken.</summary>
    public int? FailedEntryCount { get; set; }
}
