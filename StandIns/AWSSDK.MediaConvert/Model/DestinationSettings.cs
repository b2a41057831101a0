#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of a destination.</summary>
public partial class DestinationSettings
{
    public S3DestinationSettings S3Settings { get; set; }
}
