#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Which audio of an input is used.</summary>
public partial class AudioSelector
{
    public AudioDurationCorrection AudioDurationCorrection { get; set; }

    public string CustomLanguageCode { get; set; }

    public AudioDefaultSelection DefaultSelection { get; set; }

    public string ExternalAudioFileInput { get; set; }

    [AWSProperty(Min = int.MinValue, Max = 2147483647)]
    public int? Offset { get; set; }

    public List<int> Pids { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>0 to 8.</summary>
    [AWSProperty(Min = 0, Max = 8)]
    public int? ProgramSelection { get; set; }

    public AudioSelectorType SelectorType { get; set; }

    public List<int> Streams { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<int> Tracks { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
