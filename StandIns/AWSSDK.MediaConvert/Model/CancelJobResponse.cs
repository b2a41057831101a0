#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert.Model;

/// <summary>The job is cancelled.</summary>
public partial class CancelJobResponse : AmazonWebServiceResponse
{
}
