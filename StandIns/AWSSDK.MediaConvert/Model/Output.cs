#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>One output of a group.</summary>
public partial class Output
{
    public List<AudioDescription> AudioDescriptions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public ContainerSettings ContainerSettings { get; set; }

    /// <summary>The extension of the file name; null for the container's own.</summary>
    public string Extension { get; set; }

    /// <summary>Appended to the file name, before the extension: 1 to 256 characters.</summary>
    public string NameModifier { get; set; }

    public OutputSettings OutputSettings { get; set; }

    public string Preset { get; set; }
}
