#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class InputJson
{
    internal static void Write(Utf8JsonWriter writer, Input value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "advancedInputFilter", value.AdvancedInputFilter?.Value);
        JsonMembers.Write(writer, "audioSelectors", value.AudioSelectors, AudioSelectorJson.Write);
        JsonMembers.Write(writer, "deblockFilter", value.DeblockFilter?.Value);
        JsonMembers.Write(writer, "denoiseFilter", value.DenoiseFilter?.Value);
        JsonMembers.Write(writer, "dolbyVisionMetadataXml", value.DolbyVisionMetadataXml);
        JsonMembers.Write(writer, "fileInput", value.FileInput);
        JsonMembers.Write(writer, "filterEnable", value.FilterEnable?.Value);
        JsonMembers.Write(writer, "filterStrength", value.FilterStrength);
        JsonMembers.Write(writer, "inputClippings", value.InputClippings, InputClippingJson.Write);
        JsonMembers.Write(writer, "inputScanType", value.InputScanType?.Value);
        JsonMembers.Write(writer, "programNumber", value.ProgramNumber);
        JsonMembers.Write(writer, "psiControl", value.PsiControl?.Value);
        JsonMembers.Write(writer, "supplementalImps", value.SupplementalImps);
        JsonMembers.Write(writer, "timecodeSource", value.TimecodeSource?.Value);
        JsonMembers.Write(writer, "timecodeStart", value.TimecodeStart);
        writer.WriteEndObject();
    }

    internal static Input Read(JsonElement json) => new()
    {
        AdvancedInputFilter = JsonMembers.Text(json, "advancedInputFilter"),
        AudioSelectors = JsonMembers.Map(json, "audioSelectors", AudioSelectorJson.Read),
        DeblockFilter = JsonMembers.Text(json, "deblockFilter"),
        DenoiseFilter = JsonMembers.Text(json, "denoiseFilter"),
        DolbyVisionMetadataXml = JsonMembers.Text(json, "dolbyVisionMetadataXml"),
        FileInput = JsonMembers.Text(json, "fileInput"),
        FilterEnable = JsonMembers.Text(json, "filterEnable"),
        FilterStrength = JsonMembers.Integer(json, "filterStrength"),
        InputClippings = JsonMembers.List(json, "inputClippings", InputClippingJson.Read),
        InputScanType = JsonMembers.Text(json, "inputScanType"),
        ProgramNumber = JsonMembers.Integer(json, "programNumber"),
        PsiControl = JsonMembers.Text(json, "psiControl"),
        SupplementalImps = JsonMembers.List(json, "supplementalImps", element => element.GetString()),
        TimecodeSource = JsonMembers.Text(json, "timecodeSource"),
        TimecodeStart = JsonMembers.Text(json, "timecodeStart"),
    };
}
