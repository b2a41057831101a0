#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class TimingJson
{
    internal static Timing Read(JsonElement json) => new()
    {
        FinishTime = JsonMembers.Time(json, "finishTime"),
        StartTime = JsonMembers.Time(json, "startTime"),
        SubmitTime = JsonMembers.Time(json, "submitTime"),
    };
}
