using System.Security.Cryptography;
using System.Text;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.ShowImports;

namespace Podcast.Functions.ShowImporter;

/// <summary>Makes a show and its episodes of what a feed says, by the rules of the publisher API.</summary>
internal static class ImportedShow
{
    private const int HashLength = 8;
    private const int TitleLength = 40;

    /// <returns>The show, and what was left out of it, which is null when it is whole.</returns>
    /// <exception cref="FeedException">The feed lacks something that a show needs.</exception>
    public static (Show Show, string? Missing) Create(ShowImport import, FeedDocument feed, long now)
    {
        var (errors, fields) = (new FieldErrors(), feed.Show);
        var empty = new Show
        {
            Id = import.Show,
            Title = "",
            Description = "",
            Author = "",
            Language = "",
            Guid = PodcastGuid.FromAddress(feed.Self ?? import.Url ?? fields.Link ?? import.Show),
            CreatedAt = now,
            UpdatedAt = now,
        };
        var show = fields.Apply(empty, errors);
        if (!errors.Any)
        {
            return (show, null);
        }

        // Of what a show can be without, nothing has to be right.
        var (wrong, left) = (FieldsOf(errors), Describe(errors));
        errors = new();
        show = (fields with
        {
            Link = wrong.Contains("link") ? null : fields.Link,
            Owner = wrong.Contains("owner") ? null : fields.Owner,
            Copyright = wrong.Contains("copyright") ? null : fields.Copyright,
            Funding = wrong.Contains("funding") ? null : fields.Funding,
            Persons = wrong.Contains("persons") ? null : fields.Persons,
            Language = wrong.Contains("language") ? "en" : fields.Language,
        }).Apply(empty, errors);
        return errors.Any ? throw new FeedException($"The feed's show cannot be taken over: {Describe(errors)}") : (show, $"Left out: {left}");
    }

    /// <returns>The episode, whose recording waits for the audio, and what was left out of it.</returns>
    /// <exception cref="FeedException">The feed lacks something that an episode needs.</exception>
    public static (EpisodeState Episode, string? Missing) CreateEpisode(ShowImport import, string id, FeedDocument.Item item, long now)
    {
        var errors = new FieldErrors();
        if (item.PublishedAt is not { } publishedAt || publishedAt.Year is < 1995 or > 2100)
        {
            throw new FeedException("It has no date, or one that cannot be read or is not in the years 1995 to 2100.");
        }

        var empty = new EpisodeState
        {
            Show = import.Show,
            Id = id,
            Title = "",
            Description = "",
            PublishedAt = publishedAt.ToUnixTimeSeconds(),
            CreatedAt = now,
            Details = new() { Guid = item.Guid },
        };
        var (fields, missing) = (item.Fields, (string?)null);
        var episode = fields.Apply(empty, errors, now);
        if (errors.Any)
        {
            var wrong = FieldsOf(errors);
            missing = $"Left out: {Describe(errors)}";
            errors = new();
            episode = (fields with
            {
                Link = wrong.Contains("link") ? null : fields.Link,
                Persons = wrong.Contains("persons") ? null : fields.Persons,
                Notes = wrong.Contains("notes") ? null : fields.Notes,
                Description = fields.Description ?? fields.Title,
            }).Apply(empty, errors, now);
        }

        if (errors.Any)
        {
            throw new FeedException($"The episode cannot be taken over: {Describe(errors)}");
        }

        var recording = RecordingEndpoints.NewRecording(episode, 0) with
        {
            StatedType = Transcoding.AudioFormats.Mp3,
            StatedSeconds = item.DurationSeconds,
            Import = import.Id,
        };
        return (episode with { Recording = recording }, missing);
    }

    /// <summary>
    /// The id of an episode, the same each time the feed is read: of a feed that was exported here the one that it had, else made of its title and guid.
    /// </summary>
    public static string IdOf(FeedDocument.Item item)
    {
        if (item.Guid.Split('/') is [var show, var exported] && Slug.IsValid(show) && Slug.IsValid(exported))
        {
            return exported;
        }

        return HashedIdOf(item);
    }

    /// <summary>The id that an episode of another host has.</summary>
    public static string HashedIdOf(FeedDocument.Item item)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Guid)))[..HashLength];
        var title = IdRule.FromTitle(item.Fields.Title ?? "");
        return title.Length == 0 ? hash : $"{title[..Math.Min(title.Length, TitleLength)].TrimEnd('-')}-{hash}";
    }

    private static HashSet<string> FieldsOf(FieldErrors errors) =>
        [.. (errors.ToProblem().Errors ?? []).Select(error => error.Pointer.TrimStart('#', '/').Split('/')[0])];

    private static string Describe(FieldErrors errors) =>
        string.Join(' ', (errors.ToProblem().Errors ?? []).Select(error => $"{error.Pointer.TrimStart('#', '/')}: {error.Detail}"));
}
