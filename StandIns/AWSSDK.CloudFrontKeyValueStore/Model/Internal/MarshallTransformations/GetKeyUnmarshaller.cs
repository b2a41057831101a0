#nullable disable

using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class GetKeyUnmarshaller : KeyValueStoreUnmarshaller<GetKeyResponse>
{
    internal static readonly GetKeyUnmarshaller Instance = new();

    protected override void ReadMember(
        GetKeyResponse response, JsonUnmarshallerContext context, int depth, ref StreamingUtf8JsonReader reader)
    {
        if (IsCount(context, "ItemCount", depth, ref reader, out var count))
        {
            response.ItemCount = count;
        }
        else if (IsString(context, "Key", depth, ref reader, out var key))
        {
            response.Key = key;
        }
        else if (IsSize(context, "TotalSizeInBytes", depth, ref reader, out var size))
        {
            response.TotalSizeInBytes = size;
        }
        else if (IsString(context, "Value", depth, ref reader, out var value))
        {
            response.Value = value;
        }
    }
}
