namespace Podcast.Functions.ShowImporter;

/// <summary>A feed, or a file that it names, cannot be taken over; the message says why, for the publisher.</summary>
internal sealed class FeedException(string message, bool mayRetry = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether another attempt may succeed.</summary>
    public bool MayRetry => mayRetry;
}
