using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Transcoding;

/// <summary>The recording's attributes of an episode's item; see docs/data-model.md.</summary>
internal static class RecordingItems
{
    private const string ShowPrefix = "SHOW#";
    private const string EpisodePrefix = "EPISODE#";

    public static Dictionary<string, AttributeValue> Key(string show, string episode) => new()
    {
        ["pk"] = ItemAttributes.Text(ShowPrefix + show),
        ["sk"] = ItemAttributes.Text(EpisodePrefix + episode),
    };

    /// <returns>Show and episode of an item or of an index's key.</returns>
    public static (string Show, string Episode) ReadKey(Dictionary<string, AttributeValue> item) =>
        (item.GetText("pk")[ShowPrefix.Length..], item.GetText("sk")[EpisodePrefix.Length..]);

    /// <returns>Null for an episode whose audio was uploaded as it is.</returns>
    public static Recording? Read(Dictionary<string, AttributeValue> item)
    {
        if (item.FindText("status") is not { } status)
        {
            return null;
        }

        var (show, episode) = ReadKey(item);
        return new()
        {
            Show = show,
            Episode = episode,
            Status = status,
            Revision = item.GetText("revision"),
            Size = Find(item, "recordingSize"),
            UploadId = item.FindText("uploadId"),
            Attempt = Find(item, "attempt"),
            WorkAt = Find(item, "workAt"),
            JobId = item.FindText("jobId"),
            Reason = item.FindText("reason"),
            Name = item.FindText("mediaName") is { Length: > 0 } name ? name : null,
            StatedType = item.FindText("statedType"),
            StatedSeconds = item.ContainsKey("statedSeconds") ? item.GetDecimal("statedSeconds") : 0,
            Import = item.FindText("import"),
            Chapters = item.FindText("recordingChapters"),
            FeedFile = item.FindText("file"),
        };
    }

    private static long Find(Dictionary<string, AttributeValue> item, string name) => item.ContainsKey(name) ? item.GetNumber(name) : 0;
}
