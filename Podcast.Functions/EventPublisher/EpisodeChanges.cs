using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Events;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.EventPublisher;

/// <summary>What a change of an episode's item means to others.</summary>
internal static class EpisodeChanges
{
    /// <returns>When the episode is to be announced, in seconds since 1970; null when the change is no reason to.</returns>
    public static long? FindAnnouncement(StreamRecord record)
    {
        if (!IsEpisode(record.NewImage) || !MayBeHeard(record.NewImage))
        {
            return null;
        }

        var publishedAt = record.NewImage.GetNumber("publishedAt");
        if (!MayBeHeard(record.OldImage))
        {
            return publishedAt;
        }

        // A date that is corrected is no new episode; one that comes to lie in the future is.
        var before = record.OldImage.GetNumber("publishedAt");
        var changedAt = Math.Max(record.CreatedAt, record.NewImage.ContainsKey("updatedAt") ? record.NewImage.GetNumber("updatedAt") : 0);
        return before != publishedAt && (before > changedAt || publishedAt > changedAt) ? publishedAt : null;
    }

    /// <returns>Null when the change is something else.</returns>
    public static PublisherEvent? FindFailure(StreamRecord record)
    {
        if (!IsEpisode(record.NewImage) || record.NewImage.FindText("status") != RecordingStatus.Failed)
        {
            return null;
        }

        var revision = record.NewImage.GetText("revision");
        if (record.OldImage is { } old && old.FindText("status") == RecordingStatus.Failed && old.FindText("revision") == revision)
        {
            return null;
        }

        var (show, episode) = RecordingItems.ReadKey(record.NewImage);
        return PublisherEvent.Create(
            PublisherEventType.EpisodeFailed,
            $"{show}/{episode} {revision}",
            record.CreatedAt,
            new() { Show = show, Episode = episode, Title = record.NewImage.FindText("title"), Reason = record.NewImage.FindText("reason") });
    }

    /// <summary>An episode that subscribers can hear. One that was taken down and comes back with the same date is the same event.</summary>
    public static PublisherEvent CreatePublished(Dictionary<string, AttributeValue> item)
    {
        var (show, episode) = RecordingItems.ReadKey(item);
        var publishedAt = item.GetNumber("publishedAt");
        return PublisherEvent.Create(
            PublisherEventType.EpisodePublished,
            string.Create(CultureInfo.InvariantCulture, $"{show}/{episode} {publishedAt}"),
            publishedAt,
            new()
            {
                Show = show,
                Episode = episode,
                Title = item.FindText("title"),
                PublishedAt = DateTimeOffset.FromUnixTimeSeconds(publishedAt),
                Imported = item.ContainsKey("guid") ? true : null,
            });
    }

    /// <summary>Whether the feed has it, once its time has come.</summary>
    public static bool MayBeHeard([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] Dictionary<string, AttributeValue>? item) =>
        item is not null && item.ContainsKey("feed") && (item.FindText("publication") ?? Publication.Published) == Publication.Published;

    private static bool IsEpisode([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] Dictionary<string, AttributeValue>? item) =>
        item?.FindText("sk") is { } sort && sort.StartsWith("EPISODE#", StringComparison.Ordinal);
}
