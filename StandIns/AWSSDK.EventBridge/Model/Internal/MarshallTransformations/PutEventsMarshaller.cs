#nullable disable

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EventBridge.Model.Internal.MarshallTransformations;

internal sealed class PutEventsMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static readonly PutEventsMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input) => Marshall((PutEventsRequest)input);

    private static DefaultRequest Marshall(PutEventsRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.EventBridge") { HttpMethod = "POST", ResourcePath = "/" };
        request.Headers["X-Amz-Target"] = "AWSEvents.PutEvents";
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        request.Headers["x-amz-api-version"] = "2015-10-07";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (input.Entries is not null)
            {
                writer.WriteStartArray("Entries");
                input.Entries.ForEach(entry => Write(writer, entry));
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        request.Content = buffer.WrittenSpan.ToArray();
        return request;
    }

    private static void Write(Utf8JsonWriter writer, PutEventsRequestEntry entry)
    {
        writer.WriteStartObject();
        Write(writer, "Detail", entry.Detail);
        Write(writer, "DetailType", entry.DetailType);
        Write(writer, "EventBusName", entry.EventBusName);
        if (entry.Resources is not null && (entry.Resources.Count > 0 || !AWSConfigs.InitializeCollections))
        {
            writer.WriteStartArray("Resources");
            entry.Resources.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        Write(writer, "Source", entry.Source);
        if (entry.Time is { } time)
        {
            // Seconds since 1970 with milliseconds, as the JSON protocols have times.
            var seconds = (time.ToUniversalTime() - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;
            writer.WritePropertyName("Time");
            writer.WriteRawValue(Math.Round(seconds, 3).ToString(CultureInfo.InvariantCulture));
        }

        Write(writer, "TraceHeader", entry.TraceHeader);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, string value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
