namespace Podcast.LocalAws.Logs;

/// <summary>One event of a log stream.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Timestamp">When it was written, in milliseconds since 1970.</param>
/// <param name="IngestionTime">When it arrived, in milliseconds since 1970.</param>
/// <param name="Sequence">Its place among all events, by arrival.</param>
/// <param name="Message">The line.</param>
internal sealed record LogEvent(string Stream, long Timestamp, long IngestionTime, long Sequence, string Message)
{
    // Two bytes a character, and about a hundred for the record and its place in the list.
    private const int Overhead = 100;

    /// <summary>The memory that it takes, in bytes.</summary>
    public int Size => (2 * Message.Length) + Overhead;

    /// <summary>The id by which callers know an event again: 56 digits, as CloudWatch Logs has them.</summary>
    public string Id => Sequence.ToString("D56", System.Globalization.CultureInfo.InvariantCulture);

    public static int Compare(LogEvent one, LogEvent other) =>
        one.Timestamp != other.Timestamp ? one.Timestamp.CompareTo(other.Timestamp) : one.Sequence.CompareTo(other.Sequence);
}
