#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class JobSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, JobSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "adAvailOffset", value.AdAvailOffset);
        JsonMembers.Write(writer, "followSource", value.FollowSource);
        JsonMembers.Write(writer, "inputs", value.Inputs, InputJson.Write);
        JsonMembers.Write(writer, "outputGroups", value.OutputGroups, OutputGroupJson.Write);
        JsonMembers.Write(writer, "timecodeConfig", value.TimecodeConfig, TimecodeConfigJson.Write);
        writer.WriteEndObject();
    }

    internal static JobSettings Read(JsonElement json) => new()
    {
        AdAvailOffset = JsonMembers.Integer(json, "adAvailOffset"),
        FollowSource = JsonMembers.Integer(json, "followSource"),
        Inputs = JsonMembers.List(json, "inputs", InputJson.Read),
        OutputGroups = JsonMembers.List(json, "outputGroups", OutputGroupJson.Read),
        TimecodeConfig = JsonMembers.Structure(json, "timecodeConfig", TimecodeConfigJson.Read),
    };
}
