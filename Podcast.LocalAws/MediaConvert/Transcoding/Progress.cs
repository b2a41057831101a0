using System.Globalization;

namespace Podcast.LocalAws.MediaConvert.Transcoding;

/// <summary>Reads ffmpeg's progress report, lines such as <c>out_time_us=1500000</c>.</summary>
internal sealed class Progress(TimeSpan? duration, Action<double> report)
{
    private const string Marker = "out_time_us=";

    /// <summary>How much has come out.</summary>
    public TimeSpan Done { get; private set; }

    public void Read(string line)
    {
        if (!line.StartsWith(Marker, StringComparison.Ordinal)
            || !long.TryParse(line.AsSpan(Marker.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds)
            || microseconds < 0)
        {
            return;
        }

        Done = TimeSpan.FromMicroseconds(microseconds);
        if (duration is { } whole && whole > TimeSpan.Zero)
        {
            report(Math.Min(1, Done / whole));
        }
    }
}
