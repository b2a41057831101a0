#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class WarningGroupJson
{
    internal static WarningGroup Read(JsonElement json) => new()
    {
        Code = JsonMembers.Integer(json, "code"),
        Count = JsonMembers.Integer(json, "count"),
    };
}
