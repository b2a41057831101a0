#nullable disable

using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal sealed class CancelJobUnmarshaller : MediaConvertUnmarshaller<CancelJobResponse>
{
    internal static readonly CancelJobUnmarshaller Instance = new();

    // The response says nothing, and may be empty.
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) => new CancelJobResponse();

    protected override CancelJobResponse Read(JsonElement json) => new();
}
