using System.Security.Cryptography;
using System.Text;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.ShowImports;

namespace Podcast.Functions.ShowImporter;

/// <summary>Makes a show and its episodes of what a feed says, by the rules of the publisher API.</summary>
internal static class ImportedShow
{
    private const int HashLength = 8;
    private const int TitleLength = 40;

    /// <exception cref="FeedException">The feed lacks something that a show needs.</exception>
    public static Show Create(ShowImport import, FeedDocument feed, long now)
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
        if (errors.Any)
        {
            // Of what a show can be without, nothing has to be right.
            errors = new();
            show = (fields with { Link = null, Owner = null, Copyright = null, Funding = null, Persons = null, Language = "en" }).Apply(empty, errors);
        }

        return errors.Any ? throw new FeedException($"The feed's show cannot be taken over: {Describe(errors)}") : show;
    }

    /// <returns>The episode; its recording waits for the audio.</returns>
    /// <exception cref="FeedException">The feed lacks something that an episode needs.</exception>
    public static EpisodeState CreateEpisode(string show, string id, FeedDocument.Item item, long now)
    {
        var errors = new FieldErrors();
        if (item.PublishedAt is not { } publishedAt || publishedAt.Year is < 1995 or > 2100)
        {
            throw new FeedException("It has no date, or one that cannot be read or is not in the years 1995 to 2100.");
        }

        var empty = new EpisodeState
        {
            Show = show,
            Id = id,
            Title = "",
            Description = "",
            PublishedAt = publishedAt.ToUnixTimeSeconds(),
            CreatedAt = now,
            Details = new() { Guid = item.Guid },
        };
        var episode = item.Fields.Apply(empty, errors, now);
        if (errors.Any)
        {
            errors = new();
            var fields = item.Fields with { Link = null, Persons = null, Notes = null, Description = item.Fields.Description ?? item.Fields.Title };
            episode = fields.Apply(empty, errors, now);
        }

        if (errors.Any)
        {
            throw new FeedException($"The episode cannot be taken over: {Describe(errors)}");
        }

        return episode with { Recording = RecordingEndpoints.NewRecording(episode, 0) with { StatedType = Transcoding.AudioFormats.Mp3, StatedSeconds = item.DurationSeconds } };
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

    private static string Describe(FieldErrors errors) =>
        string.Join(' ', (errors.ToProblem().Errors ?? []).Select(error => $"{error.Pointer.TrimStart('#', '/')}: {error.Detail}"));
}
