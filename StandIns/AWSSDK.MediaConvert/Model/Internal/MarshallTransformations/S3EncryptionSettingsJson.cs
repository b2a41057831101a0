#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class S3EncryptionSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, S3EncryptionSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "encryptionType", value.EncryptionType?.Value);
        JsonMembers.Write(writer, "kmsEncryptionContext", value.KmsEncryptionContext);
        JsonMembers.Write(writer, "kmsKeyArn", value.KmsKeyArn);
        writer.WriteEndObject();
    }

    internal static S3EncryptionSettings Read(JsonElement json) => new()
    {
        EncryptionType = JsonMembers.Text(json, "encryptionType"),
        KmsEncryptionContext = JsonMembers.Text(json, "kmsEncryptionContext"),
        KmsKeyArn = JsonMembers.Text(json, "kmsKeyArn"),
    };
}
