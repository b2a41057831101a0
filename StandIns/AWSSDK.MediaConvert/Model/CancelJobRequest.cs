#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Cancels a job that has not begun.</summary>
public partial class CancelJobRequest : AmazonMediaConvertRequest
{
    [AWSProperty(Required = true)]
    public string Id { get; set; }
}
