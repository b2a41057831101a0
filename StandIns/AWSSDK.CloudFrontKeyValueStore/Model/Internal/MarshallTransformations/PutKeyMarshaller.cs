#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class PutKeyMarshaller : KeyValueStoreMarshaller<PutKeyRequest>
{
    internal static readonly PutKeyMarshaller Instance = new();

    protected override IRequest Marshall(PutKeyRequest input)
    {
        var request = Create(input, "PUT", "/keys/{Key}", input.KvsARN);
        AddLabel(request, "Key", input.Key);
        AddIfMatch(request, input.IfMatch);
        SetBody(request, writer =>
        {
            if (input.Value is not null)
            {
                writer.WriteString("Value", input.Value);
            }
        });
        return request;
    }
}
