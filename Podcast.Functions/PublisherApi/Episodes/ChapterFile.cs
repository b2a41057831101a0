using System.Text.Json;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>JSON chapters: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md.</summary>
internal static class ChapterFile
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <returns>Why the file cannot be used; null when it can.</returns>
    public static string? FindFault(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file, Options);
            return FindFault(document.RootElement);
        }
        catch (JsonException)
        {
            return "The chapters are not valid JSON.";
        }
    }

    private static string? FindFault(JsonElement file)
    {
        if (file.ValueKind != JsonValueKind.Object
            || !file.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.String
            || !file.TryGetProperty("chapters", out var chapters) || chapters.ValueKind != JsonValueKind.Array || chapters.GetArrayLength() == 0)
        {
            return "The chapters have to be a JSON object with 'version' and a list 'chapters' that is not empty.";
        }

        var last = 0m;
        foreach (var (index, chapter) in chapters.EnumerateArray().Index())
        {
            if (FindFault(chapter, ref last) is { } fault)
            {
                return $"Chapter {index + 1}: {fault}";
            }
        }

        return null;
    }

    private static string? FindFault(JsonElement chapter, ref decimal last)
    {
        if (chapter.ValueKind != JsonValueKind.Object || FindSeconds(chapter, "startTime") is not { } start)
        {
            return "'startTime' has to be a number of seconds.";
        }

        if (start < last)
        {
            return "'startTime' is before that of the chapter before.";
        }

        last = start;
        if (chapter.TryGetProperty("endTime", out _) && !(FindSeconds(chapter, "endTime") >= start))
        {
            return "'endTime' has to be a number of seconds that is not before 'startTime'.";
        }

        if (chapter.TryGetProperty("title", out var title) && title.ValueKind != JsonValueKind.String)
        {
            return "'title' has to be text.";
        }

        foreach (var name in (ReadOnlySpan<string>)["img", "url"])
        {
            if (chapter.TryGetProperty(name, out var address)
                && !(address.ValueKind == JsonValueKind.String && Uri.TryCreate(address.GetString(), UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")))
            {
                return $"'{name}' has to be an http or https address.";
            }
        }

        return null;
    }

    private static decimal? FindSeconds(JsonElement chapter, string name) =>
        chapter.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var seconds) && seconds >= 0
            ? seconds
            : null;
}
