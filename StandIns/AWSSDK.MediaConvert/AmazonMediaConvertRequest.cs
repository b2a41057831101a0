#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Base of the requests of this service.</summary>
public partial class AmazonMediaConvertRequest : AmazonWebServiceRequest
{
}
