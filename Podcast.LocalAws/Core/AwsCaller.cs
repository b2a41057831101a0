namespace Podcast.LocalAws.Core;

/// <summary>Who signed a request.</summary>
/// <param name="PrincipalArn">The ARN of the role or user, or a service principal such as <c>cloudfront.amazonaws.com</c>.</param>
/// <param name="AccountId">The account that the principal belongs to.</param>
/// <param name="AccessKeyId">The access key that signed.</param>
/// <param name="SourceArn">The resource on whose behalf a service principal calls.</param>
internal sealed record AwsCaller(string PrincipalArn, string AccountId, string AccessKeyId, string? SourceArn);
