#nullable disable

using System.Text.Json;
using Amazon.Runtime.Internal;

namespace Amazon.CloudFrontKeyValueStore.Model.Internal.MarshallTransformations;

internal sealed class UpdateKeysMarshaller : KeyValueStoreMarshaller<UpdateKeysRequest>
{
    internal static readonly UpdateKeysMarshaller Instance = new();

    protected override IRequest Marshall(UpdateKeysRequest input)
    {
        var request = Create(input, "POST", "/keys", input.KvsARN);
        AddIfMatch(request, input.IfMatch);
        SetBody(request, writer =>
        {
            WriteList(writer, "Deletes", input.Deletes, item => WriteUnlessNull(writer, "Key", item.Key));
            WriteList(writer, "Puts", input.Puts, item =>
            {
                WriteUnlessNull(writer, "Key", item.Key);
                WriteUnlessNull(writer, "Value", item.Value);
            });
        });
        return request;
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, List<T> items, Action<T> writeMembers)
    {
        // An empty list is sent, unless the process is set to have lists that are never null.
        if (items is null || (items.Count == 0 && AWSConfigs.InitializeCollections))
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writeMembers(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteUnlessNull(Utf8JsonWriter writer, string name, string value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
