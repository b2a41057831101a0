#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class OutputDetailJson
{
    internal static OutputDetail Read(JsonElement json) => new()
    {
        DurationInMs = JsonMembers.Integer(json, "durationInMs"),
        VideoDetails = JsonMembers.Structure(json, "videoDetails", VideoDetailJson.Read),
    };
}
