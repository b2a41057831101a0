#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class DeleteKeyMarshaller : KeyValueStoreMarshaller<DeleteKeyRequest>
{
    internal static readonly DeleteKeyMarshaller Instance = new();

    protected override IRequest Marshall(DeleteKeyRequest input)
    {
        var request = Create(input, "DELETE", "/keys/{Key}", input.KvsARN);
        AddLabel(request, "Key", input.Key);
        AddIfMatch(request, input.IfMatch);
        return request;
    }
}
