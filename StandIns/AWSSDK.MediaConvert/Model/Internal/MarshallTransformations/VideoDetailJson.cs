#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class VideoDetailJson
{
    internal static VideoDetail Read(JsonElement json) => new()
    {
        HeightInPx = JsonMembers.Integer(json, "heightInPx"),
        WidthInPx = JsonMembers.Integer(json, "widthInPx"),
    };
}
