#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class M3u8SettingsJson
{
    internal static void Write(Utf8JsonWriter writer, M3u8Settings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "audioDuration", value.AudioDuration?.Value);
        JsonMembers.Write(writer, "audioFramesPerPes", value.AudioFramesPerPes);
        JsonMembers.Write(writer, "audioPids", value.AudioPids);
        JsonMembers.Write(writer, "audioPtsOffsetDelta", value.AudioPtsOffsetDelta);
        JsonMembers.Write(writer, "dataPTSControl", value.DataPTSControl?.Value);
        JsonMembers.Write(writer, "maxPcrInterval", value.MaxPcrInterval);
        JsonMembers.Write(writer, "nielsenId3", value.NielsenId3?.Value);
        JsonMembers.Write(writer, "patInterval", value.PatInterval);
        JsonMembers.Write(writer, "pcrControl", value.PcrControl?.Value);
        JsonMembers.Write(writer, "pcrPid", value.PcrPid);
        JsonMembers.Write(writer, "pmtInterval", value.PmtInterval);
        JsonMembers.Write(writer, "pmtPid", value.PmtPid);
        JsonMembers.Write(writer, "privateMetadataPid", value.PrivateMetadataPid);
        JsonMembers.Write(writer, "programNumber", value.ProgramNumber);
        JsonMembers.Write(writer, "ptsOffset", value.PtsOffset);
        JsonMembers.Write(writer, "ptsOffsetMode", value.PtsOffsetMode?.Value);
        JsonMembers.Write(writer, "scte35Pid", value.Scte35Pid);
        JsonMembers.Write(writer, "scte35Source", value.Scte35Source?.Value);
        JsonMembers.Write(writer, "timedMetadata", value.TimedMetadata?.Value);
        JsonMembers.Write(writer, "timedMetadataPid", value.TimedMetadataPid);
        JsonMembers.Write(writer, "transportStreamId", value.TransportStreamId);
        JsonMembers.Write(writer, "videoPid", value.VideoPid);
        writer.WriteEndObject();
    }

    internal static M3u8Settings Read(JsonElement json) => new()
    {
        AudioDuration = JsonMembers.Text(json, "audioDuration"),
        AudioFramesPerPes = JsonMembers.Integer(json, "audioFramesPerPes"),
        AudioPids = JsonMembers.List(json, "audioPids", element => element.GetInt32()),
        AudioPtsOffsetDelta = JsonMembers.Integer(json, "audioPtsOffsetDelta"),
        DataPTSControl = JsonMembers.Text(json, "dataPTSControl"),
        MaxPcrInterval = JsonMembers.Integer(json, "maxPcrInterval"),
        NielsenId3 = JsonMembers.Text(json, "nielsenId3"),
        PatInterval = JsonMembers.Integer(json, "patInterval"),
        PcrControl = JsonMembers.Text(json, "pcrControl"),
        PcrPid = JsonMembers.Integer(json, "pcrPid"),
        PmtInterval = JsonMembers.Integer(json, "pmtInterval"),
        PmtPid = JsonMembers.Integer(json, "pmtPid"),
        PrivateMetadataPid = JsonMembers.Integer(json, "privateMetadataPid"),
        ProgramNumber = JsonMembers.Integer(json, "programNumber"),
        PtsOffset = JsonMembers.Integer(json, "ptsOffset"),
        PtsOffsetMode = JsonMembers.Text(json, "ptsOffsetMode"),
        Scte35Pid = JsonMembers.Integer(json, "scte35Pid"),
        Scte35Source = JsonMembers.Text(json, "scte35Source"),
        TimedMetadata = JsonMembers.Text(json, "timedMetadata"),
        TimedMetadataPid = JsonMembers.Integer(json, "timedMetadataPid"),
        TransportStreamId = JsonMembers.Integer(json, "transportStreamId"),
        VideoPid = JsonMembers.Integer(json, "videoPid"),
    };
}
