namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>A header that a policy adds to responses.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
/// <param name="Override">Whether it replaces the origin's.</param>
internal sealed record ResponseHeader(string Name, string Value, bool Override);
