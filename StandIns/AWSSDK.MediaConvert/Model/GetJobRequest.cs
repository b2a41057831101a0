#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Reads a job by its id.</summary>
public partial class GetJobRequest : AmazonMediaConvertRequest
{
    [AWSProperty(Required = true)]
    public string Id { get; set; }
}
