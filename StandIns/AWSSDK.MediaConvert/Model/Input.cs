#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>One file to transcode.</summary>
public partial class Input
{
    public AdvancedInputFilter AdvancedInputFilter { get; set; }

    /// <summary>By name, such as "Audio Selector 1".</summary>
    public Dictionary<string, AudioSelector> AudioSelectors { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public InputDeblockFilter DeblockFilter { get; set; }

    public InputDenoiseFilter DenoiseFilter { get; set; }

    public string DolbyVisionMetadataXml { get; set; }

    /// <summary>s3:// or https:// address of the file.</summary>
    public string FileInput { get; set; }

    public InputFilterEnable FilterEnable { get; set; }

    /// <summary>0 to 5.</summary>
    [AWSProperty(Min = 0, Max = 5)]
    public int? FilterStrength { get; set; }

    public List<InputClipping> InputClippings { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public InputScanType InputScanType { get; set; }

    [AWSProperty(Min = 1, Max = 2147483647)]
    public int? ProgramNumber { get; set; }

    public InputPsiControl PsiControl { get; set; }

    public List<string> SupplementalImps { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public InputTimecodeSource TimecodeSource { get; set; }

    public string TimecodeStart { get; set; }
}
