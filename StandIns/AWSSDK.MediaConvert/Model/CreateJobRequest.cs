#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Creates a job.</summary>
public partial class CreateJobRequest : AmazonMediaConvertRequest
{
    public AccelerationSettings AccelerationSettings { get; set; }

    public BillingTagsSource BillingTagsSource { get; set; }

    /// <summary>Up to 64 ASCII characters. Within one minute of a successful request the same token returns the same job; when it is null the client makes one.</summary>
    public string ClientRequestToken { get; set; }

    public List<HopDestination> HopDestinations { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string JobEngineVersion { get; set; }

    public string JobTemplate { get; set; }

    /// <summary>-50 to 50.</summary>
    [AWSProperty(Min = -50, Max = 50)]
    public int? Priority { get; set; }

    /// <summary>ARN or name of the queue; the default queue when it is null.</summary>
    public string Queue { get; set; }

    /// <summary>ARN of the role that reads the inputs and writes the outputs. Required.</summary>
    [AWSProperty(Required = true)]
    public string Role { get; set; }

    /// <summary>What the job does. Required.</summary>
    [AWSProperty(Required = true)]
    public JobSettings Settings { get; set; }

    public SimulateReservedQueue SimulateReservedQueue { get; set; }

    public StatusUpdateInterval StatusUpdateInterval { get; set; }

    public Dictionary<string, string> Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>Comes back in the job and in its events.</summary>
    public Dictionary<string, string> UserMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
