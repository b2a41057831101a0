namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>
/// What makes a request's cache key, and with that what reaches the origin, and how long responses are kept. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html.
/// </summary>
internal sealed record CachePolicy(
    FieldSelection Query, HeaderSelection Headers, FieldSelection Cookies, bool Gzip, bool Brotli, CacheLifetimes Lifetimes);
