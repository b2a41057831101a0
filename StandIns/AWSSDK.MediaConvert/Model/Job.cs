#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>A job as the service knows it.</summary>
public partial class Job
{
    public AccelerationSettings AccelerationSettings { get; set; }

    public AccelerationStatus AccelerationStatus { get; set; }

    public string Arn { get; set; }

    public BillingTagsSource BillingTagsSource { get; set; }

    public string ClientRequestToken { get; set; }

    /// <summary>When the job was created; UTC.</summary>
    public DateTime? CreatedAt { get; set; }

    public JobPhase CurrentPhase { get; set; }

    /// <summary>Set when the status is ERROR.</summary>
    public int? ErrorCode { get; set; }

    public string ErrorMessage { get; set; }

    public List<HopDestination> HopDestinations { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>Unique within the account and region.</summary>
    public string Id { get; set; }

    public string JobEngineVersionRequested { get; set; }

    public string JobEngineVersionUsed { get; set; }

    /// <summary>0 to 100, or null when the service cannot tell.</summary>
    public int? JobPercentComplete { get; set; }

    public string JobTemplate { get; set; }

    public string LastShareDetails { get; set; }

    public JobMessages Messages { get; set; }

    public List<OutputGroupDetail> OutputGroupDetails { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>-50 to 50.</summary>
    [AWSProperty(Min = -50, Max = 50)]
    public int? Priority { get; set; }

    public string Queue { get; set; }

    public List<QueueTransition> QueueTransitions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public int? RetryCount { get; set; }

    [AWSProperty(Required = true)]
    public string Role { get; set; }

    [AWSProperty(Required = true)]
    public JobSettings Settings { get; set; }

    public ShareStatus ShareStatus { get; set; }

    public SimulateReservedQueue SimulateReservedQueue { get; set; }

    public JobStatus Status { get; set; }

    public StatusUpdateInterval StatusUpdateInterval { get; set; }

    public Timing Timing { get; set; }

    /// <summary>As given when the job was created.</summary>
    public Dictionary<string, string> UserMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<WarningGroup> Warnings { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
