namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>What viewers get in place of an origin's error.</summary>
/// <param name="PagePath">The path of the page, in this distribution.</param>
/// <param name="ResponseCode">The status that viewers see.</param>
internal sealed record ErrorPageConfig(string PagePath, int ResponseCode);
