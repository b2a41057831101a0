namespace Podcast.Functions.MediaRemoval;

/// <summary>Audio that has to leave the bucket and the edge's caches, written down in one transaction with the reason for it.</summary>
/// <param name="MediaPrefix">Which objects of the media bucket; with a leading slash and an asterisk, which addresses.</param>
/// <param name="IsErased">For good, with every version; else the versions stay for their time, and the episode can be published again.</param>
/// <param name="DueAt">When, in seconds since 1970.</param>
internal sealed record Removal(string MediaPrefix, bool IsErased, long DueAt)
{
    /// <summary>How long the recording that another one replaced can still be heard: apps go by feeds that they read before.</summary>
    public static readonly TimeSpan ReplacedFor = TimeSpan.FromHours(24);

    /// <summary>How long whoever writes a removal down has to do it. After that the cleanup does.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>Which objects of the ingest bucket go with them; null for none.</summary>
    public string? IngestPrefix { get; init; }

    /// <summary>The show whose items go as well; null when it is not the whole show.</summary>
    public string? DeletedShow { get; init; }

    /// <summary>What was published is taken down and may come back.</summary>
    public static Removal Hide(string show, string episode, DateTimeOffset now) => new(Prefix(show, episode), IsErased: false, (now + Claim).ToUnixTimeSeconds());

    public static Removal DeleteEpisode(string show, string episode, DateTimeOffset now) =>
        new(Prefix(show, episode), IsErased: true, (now + Claim).ToUnixTimeSeconds()) { IngestPrefix = $"{show}/{episode}/" };

    public static Removal DeleteShow(string show, DateTimeOffset now) =>
        new($"media/{show}/", IsErased: true, (now + Claim).ToUnixTimeSeconds()) { IngestPrefix = $"{show}/", DeletedShow = show };

    /// <summary>All files of an episode begin with it.</summary>
    public static string Prefix(string show, string episode) => $"media/{show}/{episode}/";
}
