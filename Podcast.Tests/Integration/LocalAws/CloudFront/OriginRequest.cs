namespace Podcast.Tests.Integration.LocalAws.CloudFront;

/// <summary>What an origin was asked.</summary>
internal sealed record OriginRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
