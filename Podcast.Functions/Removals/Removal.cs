namespace Podcast.Functions.Removals;

/// <summary>Audio that has to leave the bucket and the edge's caches, written down in one transaction with the reason for it.</summary>
/// <param name="MediaPrefix">Which objects of the media bucket; with a leading slash and an asterisk, which addresses.</param>
/// <param name="IsErased">For good, with every version; else the versions stay for their time, and the episode can be published again.</param>
/// <param name="DueAt">When, in seconds since 1970.</param>
internal sealed record Removal(string MediaPrefix, bool IsErased, long DueAt)
{
    /// <summary>How long the recording that another one replaced can still be heard: apps go by feeds that they read before.</summary>
    public static readonly TimeSpan ReplacedFor = TimeSpan.FromHours(24);

    /// <summary>How long the function that stores a removal has to carry it out. After that the cleanup does.</summary>
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

    /// <summary>Another recording takes the place of what the feed has.</summary>
    /// <param name="show">The show.</param>
    /// <param name="episode">The episode.</param>
    /// <param name="file">The file that the feed had.</param>
    /// <param name="now">The time.</param>
    public static Removal Replace(string show, string episode, string file, DateTimeOffset now)
    {
        var due = (now + ReplacedFor).ToUnixTimeSeconds();
        return file.Split('/') switch
        {
            [var revision, _] => new($"{Prefix(show, episode)}{revision}/", IsErased: true, due) { IngestPrefix = $"{show}/{episode}/{revision}" },
            // Names from before a recording had a folder of its own: audio-{revision}.mp3, and audio.mp3.
            [var name] when name.StartsWith("audio-", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(name) is var stem =>
                new(Prefix(show, episode) + stem, IsErased: true, due) { IngestPrefix = $"{show}/{episode}/{stem["audio-".Length..]}" },
            _ => new(Prefix(show, episode) + file, IsErased: true, due),
        };
    }

    /// <summary>Files that nobody was told of, such as those of a job whose episode was deleted.</summary>
    public static Removal Discard(string mediaPrefix, DateTimeOffset now) => new(mediaPrefix, IsErased: true, now.ToUnixTimeSeconds());

    /// <summary>All files of an episode begin with it.</summary>
    public static string Prefix(string show, string episode) => $"media/{show}/{episode}/";
}
