using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>Which state an episode may change to, and when it is published then.</summary>
internal static class PublicationRule
{
    /// <summary>Of a new episode.</summary>
    public static (string Publication, long PublishedAt) Choose(string? wanted, DateTimeOffset? publishedAt, DateTimeOffset now, FieldErrors errors)
    {
        errors.Require(wanted != Publication.Unpublished, "state", "Has to be draft, scheduled or published: only what was published can be unpublished.");
        return wanted == Publication.Draft
            ? (Publication.Draft, (publishedAt ?? now).ToUnixTimeSeconds())
            : Publish(wanted, publishedAt ?? now, now, errors);
    }

    /// <summary>
    /// Of an episode that is there. Published without a time, what was never published is so now, and what was keeps its time: apps do not take it for new.
    /// </summary>
    public static (string Publication, long PublishedAt) Change(
        EpisodeState read, string? wanted, DateTimeOffset? publishedAt, DateTimeOffset now, FieldErrors errors)
    {
        var state = read.StateAt(now);
        var former = DateTimeOffset.FromUnixTimeSeconds(read.PublishedAt);
        var isLeaving = wanted is Publication.Draft or Publication.Unpublished;
        errors.Require(
            state != Publication.Published || isLeaving || (wanted != Publication.Scheduled && (publishedAt ?? former) <= now),
            "publishedAt",
            "The episode is published, and a time in the future would take it out of the feed. Send \"state\": \"unpublished\" to take it down.");
        switch (wanted)
        {
            case null:
                return (read.Publication, (publishedAt ?? former).ToUnixTimeSeconds());
            case Publication.Draft:
                errors.Require(
                    state is Publication.Draft or Publication.Scheduled, "state", "An episode that was published does not become a draft again; it can be unpublished.");
                return (Publication.Draft, (publishedAt ?? former).ToUnixTimeSeconds());
            case Publication.Unpublished:
                errors.Require(
                    state is Publication.Published or Publication.Unpublished, "state", "Only what was published can be unpublished; what is scheduled becomes a draft.");
                return (Publication.Unpublished, (publishedAt ?? former).ToUnixTimeSeconds());
            case Publication.Scheduled:
                return Publish(wanted, publishedAt ?? former, now, errors);
            default:
                return Publish(wanted, publishedAt ?? (state is Publication.Draft or Publication.Scheduled ? now : former), now, errors);
        }
    }

    private static (string Publication, long PublishedAt) Publish(string? wanted, DateTimeOffset publishedAt, DateTimeOffset now, FieldErrors errors)
    {
        errors.Require(
            wanted is null or Publication.Published or Publication.Scheduled, "state", $"Has to be one of {string.Join(", ", Publication.All)}.");
        errors.Require(wanted != Publication.Scheduled || publishedAt > now, "publishedAt", "Has to lie in the future for \"state\": \"scheduled\".");
        return (Publication.Published, publishedAt.ToUnixTimeSeconds());
    }
}
