#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of an output within its group.</summary>
public partial class OutputSettings
{
    public HlsSettings HlsSettings { get; set; }
}
