namespace Podcast.Functions.Catalog;

/// <summary>
/// Whether an episode is for subscribers. The catalog stores <see cref="Draft"/>, <see cref="Published"/> or <see cref="Unpublished"/>; a published
/// episode whose time has not come is <see cref="Scheduled"/> for the publisher.
/// </summary>
internal static class Publication
{
    public const string Draft = "draft";

    public const string Scheduled = "scheduled";

    public const string Published = "published";

    /// <summary>It was published and was taken down.</summary>
    public const string Unpublished = "unpublished";

    public static IReadOnlyList<string> All { get; } = [Draft, Scheduled, Published, Unpublished];

    public static string At(string stored, long publishedAt, DateTimeOffset now) =>
        stored == Published && publishedAt > now.ToUnixTimeSeconds() ? Scheduled : stored;
}
