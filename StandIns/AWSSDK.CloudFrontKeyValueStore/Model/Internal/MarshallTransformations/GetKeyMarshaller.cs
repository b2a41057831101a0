#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class GetKeyMarshaller : KeyValueStoreMarshaller<GetKeyRequest>
{
    internal static readonly GetKeyMarshaller Instance = new();

    protected override IRequest Marshall(GetKeyRequest input)
    {
        var request = Create(input, "GET", "/keys/{Key}", input.KvsARN);
        AddLabel(request, "Key", input.Key);
        return request;
    }
}
