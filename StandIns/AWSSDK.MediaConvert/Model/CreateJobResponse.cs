#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

/// <summary>The job that was created.</summary>
public partial class CreateJobResponse : AmazonWebServiceResponse
{
    public Job Job { get; set; }
}
