using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.ShowImports;

/// <summary>Imports as items of the Catalog table; see docs/data-model.md.</summary>
internal static class ImportItems
{
    public const string KeyPrefix = "IMPORT#";
    public const string Header = "IMPORT";
    public const string LatestPrefix = "SHOWIMPORT#";
    public const string EpisodePrefix = "EPISODE#";
    public const string Work = "import";

    public static Dictionary<string, AttributeValue> Key(string import, string? episode) => new()
    {
        ["pk"] = Text(KeyPrefix + import),
        ["sk"] = Text(episode is null ? Header : EpisodePrefix + episode),
    };

    public static Dictionary<string, AttributeValue> From(ShowImport import)
    {
        var item = Key(import.Id, null);
        item["show"] = Text(import.Show);
        item["state"] = Text(import.State);
        item["createdAt"] = Number(import.CreatedAt);
        item["work"] = Text(Work);
        item["workAt"] = Number(ImportTable.AlwaysDue);
        item["purgeAt"] = Number(import.PurgeAt);
        item.AddText("url", import.Url);
        item.AddText("digest", import.Digest);
        return item;
    }

    /// <summary>The latest import of a show.</summary>
    public static Dictionary<string, AttributeValue> LatestKey(string show) => new()
    {
        ["pk"] = Text(LatestPrefix + show),
        ["sk"] = Text(Header),
    };

    public static ShowImport ReadImport(Dictionary<string, AttributeValue> item) => new()
    {
        Id = item.GetText("pk")[KeyPrefix.Length..],
        Show = item.GetText("show"),
        Url = item.FindText("url"),
        Digest = item.FindText("digest"),
        State = item.GetText("state"),
        Reason = item.FindText("reason"),
        Attempts = Find(item, "attempts"),
        CreatedAt = item.GetNumber("createdAt"),
        Total = Find(item, "total"),
        Done = Find(item, "done"),
        Failed = Find(item, "failed"),
    };

    public static Dictionary<string, AttributeValue> From(ImportedEpisode episode)
    {
        var item = Key(episode.Import, episode.Id);
        item["show"] = Text(episode.Show);
        item["title"] = Text(episode.Title);
        item["url"] = Text(episode.Url);
        item["revision"] = Text(episode.Revision);
        item["state"] = Text(episode.State);
        item["attempts"] = Number(episode.Attempts);
        item["bytes"] = Number(episode.Bytes);
        item["durationSeconds"] = Number(episode.DurationSeconds);
        item["purgeAt"] = Number(episode.PurgeAt);
        if (episode.Size is { } size)
        {
            item["size"] = Number(size);
        }

        item.AddText("artwork", episode.Artwork);
        item.AddText("chapters", episode.Chapters);
        if (episode.Transcripts.Count > 0)
        {
            item["transcripts"] = new()
            {
                L = [.. episode.Transcripts.Select(transcript => new AttributeValue
                {
                    M = new() { ["url"] = Text(transcript.Url), ["contentType"] = Text(transcript.ContentType), ["language"] = Text(transcript.Language) },
                })],
            };
        }

        item.AddText("reason", episode.Reason);
        item.AddText("missing", episode.Missing);
        if (episode.State == ImportState.Waiting)
        {
            item["work"] = Text(Work);
            item["workAt"] = Number(episode.WorkAt);
        }

        return item;
    }

    public static ImportedEpisode ReadEpisode(Dictionary<string, AttributeValue> item) => new()
    {
        Import = item.GetText("pk")[KeyPrefix.Length..],
        Id = item.GetText("sk")[EpisodePrefix.Length..],
        Show = item.GetText("show"),
        Title = item.GetText("title"),
        Url = item.GetText("url"),
        Artwork = item.FindText("artwork"),
        Chapters = item.FindText("chapters"),
        Transcripts = item.TryGetValue("transcripts", out var transcripts)
            ? [.. transcripts.L.Select(one => new ImportedTranscript(one.M.GetText("url"), one.M.GetText("contentType"), one.M.GetText("language")))]
            : [],
        Revision = item.GetText("revision"),
        State = item.GetText("state"),
        Reason = item.FindText("reason"),
        Missing = item.FindText("missing"),
        Attempts = item.GetNumber("attempts"),
        Bytes = item.GetNumber("bytes"),
        DurationSeconds = item.GetDecimal("durationSeconds"),
        Size = item.ContainsKey("size") ? item.GetNumber("size") : null,
        UploadId = item.FindText("uploadId"),
        Validator = item.FindText("validator"),
        WorkAt = Find(item, "workAt"),
        PurgeAt = Find(item, "purgeAt"),
    };

    private static long Find(Dictionary<string, AttributeValue> item, string name) => item.ContainsKey(name) ? item.GetNumber(name) : 0;
}
