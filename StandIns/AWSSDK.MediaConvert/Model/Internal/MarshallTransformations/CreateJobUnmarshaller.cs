#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal sealed class CreateJobUnmarshaller : MediaConvertUnmarshaller<CreateJobResponse>
{
    internal static readonly CreateJobUnmarshaller Instance = new();

    protected override CreateJobResponse Read(JsonElement json) => new() { Job = JsonMembers.Structure(json, "job", JobJson.Read) };
}
