#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class AudioSelectorJson
{
    internal static void Write(Utf8JsonWriter writer, AudioSelector value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "audioDurationCorrection", value.AudioDurationCorrection?.Value);
        JsonMembers.Write(writer, "customLanguageCode", value.CustomLanguageCode);
        JsonMembers.Write(writer, "defaultSelection", value.DefaultSelection?.Value);
        JsonMembers.Write(writer, "externalAudioFileInput", value.ExternalAudioFileInput);
        JsonMembers.Write(writer, "offset", value.Offset);
        JsonMembers.Write(writer, "pids", value.Pids);
        JsonMembers.Write(writer, "programSelection", value.ProgramSelection);
        JsonMembers.Write(writer, "selectorType", value.SelectorType?.Value);
        JsonMembers.Write(writer, "streams", value.Streams);
        JsonMembers.Write(writer, "tracks", value.Tracks);
        writer.WriteEndObject();
    }

    internal static AudioSelector Read(JsonElement json) => new()
    {
        AudioDurationCorrection = JsonMembers.Text(json, "audioDurationCorrection"),
        CustomLanguageCode = JsonMembers.Text(json, "customLanguageCode"),
        DefaultSelection = JsonMembers.Text(json, "defaultSelection"),
        ExternalAudioFileInput = JsonMembers.Text(json, "externalAudioFileInput"),
        Offset = JsonMembers.Integer(json, "offset"),
        Pids = JsonMembers.List(json, "pids", element => element.GetInt32()),
        ProgramSelection = JsonMembers.Integer(json, "programSelection"),
        SelectorType = JsonMembers.Text(json, "selectorType"),
        Streams = JsonMembers.List(json, "streams", element => element.GetInt32()),
        Tracks = JsonMembers.List(json, "tracks", element => element.GetInt32()),
    };
}
