namespace Podcast.LocalAws.Auth;

/// <summary>A key pair, with a session token when it is temporary.</summary>
internal sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken);
