#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class DestinationSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, DestinationSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "s3Settings", value.S3Settings, S3DestinationSettingsJson.Write);
        writer.WriteEndObject();
    }

    internal static DestinationSettings Read(JsonElement json) => new()
    {
        S3Settings = JsonMembers.Structure(json, "s3Settings", S3DestinationSettingsJson.Read),
    };
}
