namespace Podcast.Functions.ShowImports;

/// <summary>How far an import is, or an episode of it; the words of the table and of the publisher API.</summary>
internal static class ImportState
{
    /// <summary>The feed is read, and its episodes are written down.</summary>
    public const string Reading = "reading";

    /// <summary>An episode waits for its turn, or for another attempt.</summary>
    public const string Waiting = "waiting";

    /// <summary>Audio is fetched.</summary>
    public const string Fetching = "fetching";

    /// <summary>The audio is here and is checked.</summary>
    public const string Fetched = "fetched";

    /// <summary>The show has the episode already; nothing was fetched.</summary>
    public const string Present = "present";

    /// <summary>It will not come; the reason says why.</summary>
    public const string Failed = "failed";

    /// <summary>It is in the show; of an import: everything that can come has come, which only responses say.</summary>
    public const string Done = "done";
}
