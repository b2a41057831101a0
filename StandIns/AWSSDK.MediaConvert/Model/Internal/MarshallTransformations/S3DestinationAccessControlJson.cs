#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class S3DestinationAccessControlJson
{
    internal static void Write(Utf8JsonWriter writer, S3DestinationAccessControl value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "cannedAcl", value.CannedAcl?.Value);
        writer.WriteEndObject();
    }

    internal static S3DestinationAccessControl Read(JsonElement json) => new()
    {
        CannedAcl = JsonMembers.Text(json, "cannedAcl"),
    };
}
