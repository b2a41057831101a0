#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of a group of single files.</summary>
public partial class FileGroupSettings
{
    /// <summary>s3://bucket/prefix/name: the folder, and the file name without extension when it does not end in a slash.</summary>
    public string Destination { get; set; }

    public DestinationSettings DestinationSettings { get; set; }
}
