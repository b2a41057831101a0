namespace Podcast.Functions.Catalog;

/// <summary>What kind of episode it is: https://help.apple.com/itc/podcasts_connect/#/itcb54353390.</summary>
internal static class EpisodeType
{
    public const string Full = "full";

    public const string Trailer = "trailer";

    public const string Bonus = "bonus";
}
