namespace Podcast.Tests.Integration.Sync;

/// <summary>A history after which something is not as it has to be.</summary>
public sealed class HistoryException(string message) : Exception(message);
