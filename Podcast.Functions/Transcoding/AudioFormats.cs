namespace Podcast.Functions.Transcoding;

/// <summary>The kinds of audio that podcast apps play.</summary>
internal static class AudioFormats
{
    public const string Mp3 = "audio/mpeg";

    private static readonly Dictionary<string, AudioFormat> All = new AudioFormat[]
    {
        new(Mp3, ".mp3", "MP3"),
        new("audio/mp4", ".m4a", "M4A"),
        new("audio/x-m4a", ".m4a", "M4A"),
        new("audio/aac", ".aac", "AAC"),
        new("audio/ogg", ".ogg", "Ogg"),
        new("audio/flac", ".flac", "FLAC"),
        new("audio/wav", ".wav", "WAV"),
        new("audio/x-wav", ".wav", "WAV"),
    }.ToDictionary(format => format.ContentType, StringComparer.OrdinalIgnoreCase);

    public static string Known => string.Join(", ", All.Keys);

    /// <returns>The format that <see cref="AudioSniffer"/> calls so; null when there is none.</returns>
    public static AudioFormat? FindByName(string name) =>
        All.Values.FirstOrDefault(format => name == format.Name || name.StartsWith(format.Name + " ", StringComparison.Ordinal));

    /// <returns>Null for what podcast apps do not play. The case of the type does not matter; the format has it as feeds write it.</returns>
    public static AudioFormat? Find(string contentType) => All.GetValueOrDefault(contentType);
}
