#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class OutputGroupDetailJson
{
    internal static OutputGroupDetail Read(JsonElement json) => new()
    {
        OutputDetails = JsonMembers.List(json, "outputDetails", OutputDetailJson.Read),
    };
}
