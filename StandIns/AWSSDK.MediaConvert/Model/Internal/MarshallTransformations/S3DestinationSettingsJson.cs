#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class S3DestinationSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, S3DestinationSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "accessControl", value.AccessControl, S3DestinationAccessControlJson.Write);
        JsonMembers.Write(writer, "encryption", value.Encryption, S3EncryptionSettingsJson.Write);
        JsonMembers.Write(writer, "storageClass", value.StorageClass?.Value);
        writer.WriteEndObject();
    }

    internal static S3DestinationSettings Read(JsonElement json) => new()
    {
        AccessControl = JsonMembers.Structure(json, "accessControl", S3DestinationAccessControlJson.Read),
        Encryption = JsonMembers.Structure(json, "encryption", S3EncryptionSettingsJson.Read),
        StorageClass = JsonMembers.Text(json, "storageClass"),
    };
}
