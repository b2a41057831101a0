#nullable disable

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Reads and writes the string-like classes of the AWS SDK that older event types use.</summary>
public class ConstantClassConverter : JsonConverter<object>
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.FullName is "Amazon.S3.EventType" or "Amazon.DynamoDBv2.OperationType" or "Amazon.DynamoDBv2.StreamViewType";

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The three classes are kept by the code that uses the events.")]
    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Activator.CreateInstance(typeToConvert, reader.GetString());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
