#nullable disable

using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class ListKeysItemUnmarshaller : IJsonUnmarshaller<ListKeysResponseListItem, JsonUnmarshallerContext>
{
    internal static readonly ListKeysItemUnmarshaller Instance = new();

    public ListKeysResponseListItem Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader)
    {
        var item = new ListKeysResponseListItem();
        if (context.IsEmptyResponse)
        {
            return null;
        }

        context.Read(ref reader);
        if (context.CurrentTokenType == System.Text.Json.JsonTokenType.Null)
        {
            return null;
        }

        var depth = context.CurrentDepth;
        while (context.ReadAtDepth(depth, ref reader))
        {
            if (context.TestExpression("Key", depth, ref reader))
            {
                item.Key = StringUnmarshaller.GetInstance().Unmarshall(context, ref reader);
            }
            else if (context.TestExpression("Value", depth, ref reader))
            {
                item.Value = StringUnmarshaller.GetInstance().Unmarshall(context, ref reader);
            }
        }

        return item;
    }
}
