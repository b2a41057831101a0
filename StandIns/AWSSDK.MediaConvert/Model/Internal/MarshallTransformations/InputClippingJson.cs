#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class InputClippingJson
{
    internal static void Write(Utf8JsonWriter writer, InputClipping value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "endTimecode", value.EndTimecode);
        JsonMembers.Write(writer, "startTimecode", value.StartTimecode);
        writer.WriteEndObject();
    }

    internal static InputClipping Read(JsonElement json) => new()
    {
        EndTimecode = JsonMembers.Text(json, "endTimecode"),
        StartTimecode = JsonMembers.Text(json, "startTimecode"),
    };
}
