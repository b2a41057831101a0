namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>How requests to an origin are signed. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html.</summary>
/// <param name="SigningName">The service of the signature: <c>s3</c> or <c>lambda</c>.</param>
/// <param name="SigningBehavior"><c>always</c>, <c>never</c> or <c>no-override</c>.</param>
/// <param name="Region">The region of the signature; <see langword="null"/> for the stack's.</param>
internal sealed record AccessControlConfig(string SigningName, string SigningBehavior, string? Region = null);
