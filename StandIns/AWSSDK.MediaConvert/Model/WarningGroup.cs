#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>How often a warning was given.</summary>
public partial class WarningGroup
{
    [AWSProperty(Required = true)]
    public int? Code { get; set; }

    [AWSProperty(Required = true)]
    public int? Count { get; set; }
}
