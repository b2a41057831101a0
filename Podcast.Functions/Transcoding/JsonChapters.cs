using System.Text.Json;

namespace Podcast.Functions.Transcoding;

/// <summary>Writes chapters as https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md says.</summary>
internal static class JsonChapters
{
    /// <returns>The chapters in order; null when there are none.</returns>
    public static byte[]? Write(IReadOnlyCollection<ChapterMark> chapters)
    {
        if (chapters.Count == 0)
        {
            return null;
        }

        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("version", "1.2.0");
            writer.WriteStartArray("chapters");
            foreach (var (start, end, title) in chapters.OrderBy(chapter => chapter.Start))
            {
                writer.WriteStartObject();
                writer.WriteNumber("startTime", start);
                if (end > start)
                {
                    writer.WriteNumber("endTime", end.Value);
                }

                if (title is not null)
                {
                    writer.WriteString("title", title);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return output.ToArray();
    }
}
