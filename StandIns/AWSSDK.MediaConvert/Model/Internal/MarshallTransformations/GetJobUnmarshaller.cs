#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal sealed class GetJobUnmarshaller : MediaConvertUnmarshaller<GetJobResponse>
{
    internal static readonly GetJobUnmarshaller Instance = new();

    protected override GetJobResponse Read(JsonElement json) => new() { Job = JsonMembers.Structure(json, "job", JobJson.Read) };
}
