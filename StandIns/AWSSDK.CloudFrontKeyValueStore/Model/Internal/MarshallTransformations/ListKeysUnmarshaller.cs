#nullable disable

using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class ListKeysUnmarshaller : KeyValueStoreUnmarshaller<ListKeysResponse>
{
    internal static readonly ListKeysUnmarshaller Instance = new();

    protected override void ReadMember(
        ListKeysResponse response, JsonUnmarshallerContext context, int depth, ref StreamingUtf8JsonReader reader)
    {
        if (context.TestExpression("Items", depth, ref reader))
        {
            response.Items = new JsonListUnmarshaller<ListKeysResponseListItem, ListKeysItemUnmarshaller>(ListKeysItemUnmarshaller.Instance)
                .Unmarshall(context, ref reader);
        }
        else if (IsString(context, "NextToken", depth, ref reader, out var nextToken))
        {
            response.NextToken = nextToken;
        }
    }
}
