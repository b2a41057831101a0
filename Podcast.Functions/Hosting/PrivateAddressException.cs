namespace Podcast.Functions.Hosting;

/// <summary>A host is none of the internet.</summary>
internal sealed class PrivateAddressException(string message) : HttpRequestException(message);
