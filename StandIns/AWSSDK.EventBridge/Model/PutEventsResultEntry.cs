#nullable disable

namespace Amazon.EventBridge.Model;

/// <summary>The result of one event.</summary>
public partial class PutEventsResultEntry
{
    /// <summary>Why it was not taken; null when it was.</summary>
    public string ErrorCode { get; set; }

    /// <summary>The same in words.</summary>
    public string ErrorMessage { get; set; }

    /// <summary>The id that the bus gave it.</summary>
    public string EventId { get; set; }
}
