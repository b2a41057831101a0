using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.Catalog;

/// <summary>A place in a show's list of episodes: the last episode of the page before.</summary>
/// <param name="State">The state that is listed; empty for all.</param>
/// <param name="PublishedAt">The episode's time in seconds since 1970.</param>
/// <param name="Episode">Its id.</param>
internal sealed record EpisodeCursor(string State, long PublishedAt, string Episode)
{
    /// <returns>Null when the text is no place in the list of this state.</returns>
    public static EpisodeCursor? Parse(string text, string? state) =>
        text.Split('/') is [var listed, var time, var episode]
        && listed == (state ?? "")
        && long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var publishedAt)
        && Slug.IsValid(episode)
            ? new(listed, publishedAt, episode)
            : null;

    /// <returns>The place after a page that ended at <paramref name="last"/>; null when that was the end.</returns>
    public static EpisodeCursor? After(string? state, Dictionary<string, AttributeValue>? last) =>
        last is { Count: > 0 } ? new(state ?? "", last.GetNumber("publishedAt"), RecordingItems.ReadKey(last).Episode) : null;

    public Dictionary<string, AttributeValue> ToKey(string show)
    {
        var key = RecordingItems.Key(show, Episode);
        key["publishedAt"] = ItemAttributes.Number(PublishedAt);
        return key;
    }

    /// <summary>Text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{State}/{PublishedAt}/{Episode}");
}
