#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>A move of a job from one queue to another.</summary>
public partial class QueueTransition
{
    public string DestinationQueue { get; set; }

    public string SourceQueue { get; set; }

    public DateTime? Timestamp { get; set; }
}
