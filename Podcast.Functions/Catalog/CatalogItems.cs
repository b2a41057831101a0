using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Catalog;

/// <summary>Shows and episodes as items of the Catalog table; see docs/data-model.md.</summary>
internal static class CatalogItems
{
    private const string ShowPrefix = "SHOW#";

    public static Dictionary<string, AttributeValue> ShowKey(string show) => new() { ["pk"] = Text(ShowPrefix + show), ["sk"] = Text("SHOW") };

    public static Dictionary<string, AttributeValue> ShowCodeKey(string code) => new() { ["pk"] = Text("SHOWCODE#" + code), ["sk"] = Text("SHOWCODE") };

    public static Dictionary<string, AttributeValue> ShowCode(string code, string show) => new(ShowCodeKey(code)) { ["show"] = Text(show) };

    /// <summary>The partition that lists the shows; there are hundreds of them at most.</summary>
    public const string ShowList = "SHOWS";

    public static Dictionary<string, AttributeValue> ListedShow(string show) => new() { ["pk"] = Text(ShowList), ["sk"] = Text(show) };

    public static string ReadShowId(Dictionary<string, AttributeValue> item) => item.GetText("pk")[ShowPrefix.Length..];

    public static Dictionary<string, AttributeValue> From(Show show)
    {
        var item = ShowKey(show.Id);
        item["title"] = Text(show.Title);
        item["description"] = Text(show.Description);
        item["author"] = Text(show.Author);
        item["language"] = Text(show.Language);
        item["version"] = Number(show.Version);
        item["createdAt"] = Number(show.CreatedAt);
        DetailItems.Add(item, show);
        return item;
    }

    /// <summary>What stays of a show or an episode that was deleted: its id is not given again, and its audio's address says why it stopped.</summary>
    public static Dictionary<string, AttributeValue> Deleted(Dictionary<string, AttributeValue> key, DateTimeOffset now) => new(key)
    {
        ["deletedAt"] = Number(now.ToUnixTimeSeconds()),
    };

    public static bool IsDeleted(Dictionary<string, AttributeValue> item) => item.ContainsKey("deletedAt");

    public static Show ReadShow(Dictionary<string, AttributeValue> item) => DetailItems.Read(
        new()
        {
            Id = ReadShowId(item),
            Title = item.GetText("title"),
            Description = item.GetText("description"),
            Author = item.GetText("author"),
            Language = item.GetText("language"),
            Version = item.GetNumber("version"),
            CreatedAt = item.GetNumber("createdAt"),
        },
        item);

    /// <summary>The attributes of what a publisher changes of an episode; null for one that it shall not have.</summary>
    public static Dictionary<string, AttributeValue?> Changeable(EpisodeState episode)
    {
        var attributes = DetailItems.Fields(episode.Details);
        attributes["title"] = Text(episode.Title);
        attributes["description"] = Text(episode.Description);
        attributes["publishedAt"] = Number(episode.PublishedAt);
        attributes["publication"] = Text(episode.Publication);
        attributes["version"] = Number(episode.Version);
        return attributes;
    }

    /// <summary>The same of the files that a publisher uploads for an episode.</summary>
    public static Dictionary<string, AttributeValue?> ChangeableFiles(EpisodeState episode)
    {
        var attributes = DetailItems.Files(episode.Details);
        attributes["version"] = Number(episode.Version);
        return attributes;
    }

    private static void Set(Dictionary<string, AttributeValue> item, Dictionary<string, AttributeValue?> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                item[name] = value;
            }
        }
    }

    /// <summary>An episode without audio: it is in no feed yet.</summary>
    public static Dictionary<string, AttributeValue> From(EpisodeState episode)
    {
        var item = RecordingItems.Key(episode.Show, episode.Id);
        Set(item, Changeable(episode));
        item["createdAt"] = Number(episode.CreatedAt);
        if (episode.Recording is { } recording)
        {
            item["status"] = Text(recording.Status);
            item["revision"] = Text(recording.Revision);
            item["recordingSize"] = Number(recording.Size);
            item["attempt"] = Number(recording.Attempt);
            item.AddText("mediaName", recording.Name);
            item.AddText("import", recording.Import);
            if (recording.StatedType is { } type)
            {
                item["statedType"] = Text(type);
                item["statedSeconds"] = Number(recording.StatedSeconds);
            }

            if (recording.UploadId is { } upload)
            {
                item["uploadId"] = Text(upload);
            }
        }

        return item;
    }

    public static EpisodeState ReadEpisodeState(Dictionary<string, AttributeValue> item) => new()
    {
        Show = ReadShowId(item),
        Id = item.GetText("sk")["EPISODE#".Length..],
        Title = item.GetText("title"),
        Description = item.GetText("description"),
        PublishedAt = item.GetNumber("publishedAt"),
        Publication = item.FindText("publication") ?? Publication.Published,
        Version = item.ContainsKey("version") ? item.GetNumber("version") : 1,
        CreatedAt = item.GetNumber("createdAt"),
        Details = DetailItems.ReadEpisode(item),
        Recording = RecordingItems.Read(item),
        Audio = item.ContainsKey("feed") ? ReadEpisode(item) : null,
    };

    public static Episode ReadEpisode(Dictionary<string, AttributeValue> item) => new()
    {
        Show = ReadShowId(item),
        Id = item.GetText("sk")["EPISODE#".Length..],
        Title = item.GetText("title"),
        Description = item.GetText("description"),
        ContentType = item.GetText("contentType"),
        ContentLength = item.GetNumber("contentLength"),
        DurationSeconds = item.GetDecimal("durationSeconds"),
        File = item.GetText("file"),
        PublishedAt = item.GetNumber("publishedAt"),
        CreatedAt = item.GetNumber("createdAt"),
        Playlist = item.FindText("playlist"),
        PlaylistLength = item.ContainsKey("playlistLength") ? item.GetNumber("playlistLength") : null,
        AudioChapters = item.FindText("audioChapters"),
        Details = DetailItems.ReadEpisode(item),
    };
}
