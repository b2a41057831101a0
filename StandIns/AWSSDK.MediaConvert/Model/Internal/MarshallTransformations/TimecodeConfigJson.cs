#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class TimecodeConfigJson
{
    internal static void Write(Utf8JsonWriter writer, TimecodeConfig value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "anchor", value.Anchor);
        JsonMembers.Write(writer, "source", value.Source?.Value);
        JsonMembers.Write(writer, "start", value.Start);
        JsonMembers.Write(writer, "timestampOffset", value.TimestampOffset);
        writer.WriteEndObject();
    }

    internal static TimecodeConfig Read(JsonElement json) => new()
    {
        Anchor = JsonMembers.Text(json, "anchor"),
        Source = JsonMembers.Text(json, "source"),
        Start = JsonMembers.Text(json, "start"),
        TimestampOffset = JsonMembers.Text(json, "timestampOffset"),
    };
}
