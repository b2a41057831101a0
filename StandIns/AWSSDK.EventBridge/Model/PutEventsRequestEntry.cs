#nullable disable

namespace Amazon.EventBridge.Model;

/// <summary>An event.</summary>
public partial class PutEventsRequestEntry
{
    /// <summary>A JSON object as text. Required.</summary>
    public string Detail { get; set; }

    /// <summary>The kind of event. Required.</summary>
    public string DetailType { get; set; }

    /// <summary>Name or ARN of the bus; without it the default one.</summary>
    public string EventBusName { get; set; }

    /// <summary>ARNs of what the event is about.</summary>
    public List<string> Resources { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>Who sends it. Required; not <c>aws.</c>.</summary>
    public string Source { get; set; }

    /// <summary>When it happened; without it the time of the request.</summary>
    public DateTime? Time { get; set; }

    /// <summary>The header <c>X-Amzn-Trace-Id</c> of the trace that it belongs to.</summary>
    public string TraceHeader { get; set; }
}
