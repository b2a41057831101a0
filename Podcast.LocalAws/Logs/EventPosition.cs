using System.Globalization;

namespace Podcast.LocalAws.Logs;

/// <summary>A place among the events of a group: that of one event.</summary>
internal sealed record EventPosition(long Timestamp, long Sequence)
{
    /// <summary>Before all events.</summary>
    public static EventPosition Start { get; } = new(0, 0);

    public static EventPosition Of(LogEvent marked) => new(marked.Timestamp, marked.Sequence);

    /// <param name="token">A token that <see cref="Write"/> made; <see langword="null"/> for none.</param>
    /// <param name="prefix">What the token begins with.</param>
    /// <exception cref="Core.AwsException">It is no such token.</exception>
    public static EventPosition? Read(string? token, string prefix)
    {
        if (token is null)
        {
            return null;
        }

        return token.StartsWith(prefix, StringComparison.Ordinal)
            && token[prefix.Length..].Split('-') is [var timestamp, var sequence]
            && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(at, number)
            : throw LogsErrors.Invalid("The specified nextToken is invalid.");
    }

    public string Write(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{Timestamp}-{Sequence}");

    /// <summary>Whether it is before an event (negative), at it, or after it (positive).</summary>
    public int CompareTo(LogEvent other) => Timestamp != other.Timestamp ? Timestamp.CompareTo(other.Timestamp) : Sequence.CompareTo(other.Sequence);
}
