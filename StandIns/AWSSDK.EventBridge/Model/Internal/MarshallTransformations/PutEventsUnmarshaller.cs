#nullable disable

using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.EventBridge.Model.Internal.MarshallTransformations;

internal sealed class PutEventsUnmarshaller : JsonResponseUnmarshaller
{
    internal static readonly PutEventsUnmarshaller Instance = new();

    private const int ReaderBufferSize = 4096;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var document = JsonDocument.Parse(input.Stream, new JsonDocumentOptions { MaxDepth = input.JsonMaxDepth });
        var response = new PutEventsResponse();
        if (Find(document.RootElement, "Entries") is { } entries)
        {
            response.Entries = [.. entries.EnumerateArray().Select(Read)];
        }

        if (Find(document.RootElement, "FailedEntryCount") is { } failed)
        {
            response.FailedEntryCount = failed.GetInt32();
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream, AWSConfigs.StreamingUtf8JsonReaderBufferSize ?? ReaderBufferSize, input.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        var (message, type, code, id) = (error.Message, error.Type, error.Code, error.RequestId);
        return code == "InternalException"
            ? new InternalException(message, innerException, type, code, id, statusCode)
            : new AmazonEventBridgeException(message, innerException, type, code, id, statusCode);
    }

    private static PutEventsResultEntry Read(JsonElement entry) => new()
    {
        EventId = Find(entry, "EventId")?.GetString(),
        ErrorCode = Find(entry, "ErrorCode")?.GetString(),
        ErrorMessage = Find(entry, "ErrorMessage")?.GetString(),
    };

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
