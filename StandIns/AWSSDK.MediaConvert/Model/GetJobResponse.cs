#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

/// <summary>The job.</summary>
public partial class GetJobResponse : AmazonWebServiceResponse
{
    public Job Job { get; set; }
}
