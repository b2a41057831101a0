#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of the transport stream in HLS segments.</summary>
public partial class M3u8Settings
{
    public M3u8AudioDuration AudioDuration { get; set; }

    [AWSProperty(Min = 0, Max = 2147483647)]
    public int? AudioFramesPerPes { get; set; }

    public List<int> AudioPids { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>-10000 to 10000.</summary>
    [AWSProperty(Min = -10000, Max = 10000)]
    public int? AudioPtsOffsetDelta { get; set; }

    public M3u8DataPtsControl DataPTSControl { get; set; }

    /// <summary>0 to 500.</summary>
    [AWSProperty(Min = 0, Max = 500)]
    public int? MaxPcrInterval { get; set; }

    public M3u8NielsenId3 NielsenId3 { get; set; }

    /// <summary>0 to 1000.</summary>
    [AWSProperty(Min = 0, Max = 1000)]
    public int? PatInterval { get; set; }

    public M3u8PcrControl PcrControl { get; set; }

    /// <summary>32 to 8182.</summary>
    [AWSProperty(Min = 32, Max = 8182)]
    public int? PcrPid { get; set; }

    /// <summary>0 to 1000.</summary>
    [AWSProperty(Min = 0, Max = 1000)]
    public int? PmtInterval { get; set; }

    /// <summary>32 to 8182.</summary>
    [AWSProperty(Min = 32, Max = 8182)]
    public int? PmtPid { get; set; }

    /// <summary>32 to 8182.</summary>
    [AWSProperty(Min = 32, Max = 8182)]
    public int? PrivateMetadataPid { get; set; }

    /// <summary>0 to 65535.</summary>
    [AWSProperty(Min = 0, Max = 65535)]
    public int? ProgramNumber { get; set; }

    /// <summary>0 to 3600.</summary>
    [AWSProperty(Min = 0, Max = 3600)]
    public int? PtsOffset { get; set; }

    public TsPtsOffset PtsOffsetMode { get; set; }

    /// <summary>32 to 8182.</summary>
    [AWSProperty(Min = 32, Max = 8182)]
    public int? Scte35Pid { get; set; }

    public M3u8Scte35Source Scte35Source { get; set; }

    public TimedMetadata TimedMetadata { get; set; }

    /// <summary>32 to 8182.</summary>
    [AWSProperty(Min = 32, Max = 8182)]
    public int? TimedMetadataPid { get; set; }

    /// <summary>0 to 65535.</summary>
    [AWSProperty(Min = 0, Max = 65535)]
    public int? TransportStreamId { get; set; }

    /// <summary>32 to 8182.</summary>
    [AWSProperty(Min = 32, Max = 8182)]
    public int? VideoPid { get; set; }
}
