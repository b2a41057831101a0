namespace Podcast.Tests.Unit.StandIns.CloudFrontKeyValueStore;

/// <summary>A request as it came over the wire.</summary>
internal sealed record KeyValueStoreCall(string Method, string Target, string Body, Dictionary<string, string> Headers);
