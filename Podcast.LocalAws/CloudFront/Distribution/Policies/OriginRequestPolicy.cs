namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>
/// What reaches the origin without being part of the cache key. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-request-understand-origin-request-policy.html.
/// </summary>
internal sealed record OriginRequestPolicy(FieldSelection Query, HeaderSelection Headers, FieldSelection Cookies)
{
    /// <summary>The absence of a policy.</summary>
    public static readonly OriginRequestPolicy None = new(FieldSelection.None, HeaderSelection.None, FieldSelection.None);
}
