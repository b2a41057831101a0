#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>What a job does: its inputs and its output groups.</summary>
public partial class JobSettings
{
    /// <summary>-1000 to 1000.</summary>
    [AWSProperty(Min = -1000, Max = 1000)]
    public int? AdAvailOffset { get; set; }

    /// <summary>1 to 150.</summary>
    [AWSProperty(Min = 1, Max = 150)]
    public int? FollowSource { get; set; }

    public List<Input> Inputs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<OutputGroup> OutputGroups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public TimecodeConfig TimecodeConfig { get; set; }
}
