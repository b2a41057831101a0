namespace Podcast.Functions.Domain;

/// <summary>
/// Headers from the edge function to the functions behind it. It removes viewers' headers of these names, and the functions' URLs
/// respond only to the distribution.
/// </summary>
internal static class PodcastHeaders
{
    public const string Token = "x-podcast-token";

    public const string Access = "x-podcast-access";

    /// <summary>A value of <see cref="Access"/>: the edge's store cannot be read, so nothing has been checked and nothing will be.</summary>
    public const string Unchecked = "unchecked";

    public const string ViewerHost = "x-viewer-host";

    /// <summary>Set by the distribution.</summary>
    public const string ForwardedProto = "cloudfront-forwarded-proto";
}
