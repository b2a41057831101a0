#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal sealed class ListJobsUnmarshaller : MediaConvertUnmarshaller<ListJobsResponse>
{
    internal static readonly ListJobsUnmarshaller Instance = new();

    protected override ListJobsResponse Read(JsonElement json) => new()
    {
        Jobs = JsonMembers.List(json, "jobs", JobJson.Read),
        NextToken = JsonMembers.Text(json, "nextToken"),
    };
}
