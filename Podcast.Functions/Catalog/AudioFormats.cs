namespace Podcast.Functions.Catalog;

/// <summary>The kinds of audio that podcast apps play, and the file name each is kept under.</summary>
internal static class AudioFormats
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        ["audio/mpeg"] = "audio.mp3",
        ["audio/mp4"] = "audio.m4a",
        ["audio/x-m4a"] = "audio.m4a",
        ["audio/aac"] = "audio.aac",
        ["audio/ogg"] = "audio.ogg",
        ["audio/flac"] = "audio.flac",
        ["audio/wav"] = "audio.wav",
        ["audio/x-wav"] = "audio.wav",
    };

    public static string Known => string.Join(", ", Files.Keys);

    public static string? FindFile(string contentType) => Files.GetValueOrDefault(contentType);
}
