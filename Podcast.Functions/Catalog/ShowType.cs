namespace Podcast.Functions.Catalog;

/// <summary>In which order episodes are meant to be heard: https://help.apple.com/itc/podcasts_connect/#/itcb54353390.</summary>
internal static class ShowType
{
    /// <summary>The newest first.</summary>
    public const string Episodic = "episodic";

    /// <summary>The oldest first, by season and number.</summary>
    public const string Serial = "serial";
}
