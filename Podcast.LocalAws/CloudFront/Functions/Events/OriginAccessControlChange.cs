namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>How a function wants the origin request signed.</summary>
/// <param name="Enabled">Whether it is signed at all.</param>
/// <param name="SigningBehavior"><c>always</c>, <c>never</c> or <c>no-override</c>.</param>
/// <param name="OriginType"><c>s3</c> or <c>lambda</c>; others are not emulated.</param>
/// <param name="Region">The region of the signature; the stack's when it is not given.</param>
internal sealed record OriginAccessControlChange(bool Enabled, string SigningBehavior, string OriginType, string? Region);
