namespace Podcast.Functions.Catalog;

/// <summary>What becomes of a feed's episodes when access ends.</summary>
internal static class OnEnd
{
    /// <summary>They stay listed behind the notice, though they do not play: apps keep what they downloaded, and nothing is new after a renewal.</summary>
    public const string Keep = "keep";

    /// <summary>The notice alone is listed.</summary>
    public const string Hide = "hide";
}
