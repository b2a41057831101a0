#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class JobMessagesJson
{
    internal static JobMessages Read(JsonElement json) => new()
    {
        Info = JsonMembers.List(json, "info", element => element.GetString()),
        Warning = JsonMembers.List(json, "warning", element => element.GetString()),
    };
}
