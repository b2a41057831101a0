namespace Podcast.Functions.ShowImports;

/// <summary>The move of a show from another host, or from a file. Times are seconds since 1970.</summary>
internal sealed record ShowImport
{
    /// <summary>How long an import is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public required string Id { get; init; }

    /// <summary>The show that gets the episodes.</summary>
    public required string Show { get; init; }

    /// <summary>Where the feed is; null when its text was sent.</summary>
    public string? Url { get; init; }

    /// <summary>One of <see cref="ImportState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why it failed, or what of the show could not be taken over.</summary>
    public string? Reason { get; init; }

    /// <summary>A hash of the feed's text; null when the feed has an address.</summary>
    public string? Digest { get; init; }

    /// <summary>Attempts to read the feed.</summary>
    public long Attempts { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>How many episodes the feed has; 0 while it is read.</summary>
    public long Total { get; init; }

    /// <summary>How many of them are here: those that came, and those that were here before.</summary>
    public long Done { get; init; }

    /// <summary>How many will not come.</summary>
    public long Failed { get; init; }

    /// <summary>When its items are deleted: long after everything that can come has come.</summary>
    public long PurgeAt => CreatedAt + (long)Kept.TotalSeconds;

    /// <summary>Where the text of a feed that was sent is in the ingest bucket, whose lifecycle removes it.</summary>
    public string FeedKey => $"{FeedFiles.Prefix}imports/{Id}.xml";

    // The address may have a secret in it.
    public override string ToString() => $"import {Id}";
}
