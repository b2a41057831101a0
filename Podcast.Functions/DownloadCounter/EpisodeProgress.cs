using System.Globalization;

namespace Podcast.Functions.DownloadCounter;

/// <summary>What a listener has got of an episode on a day. Whatever is added twice, late or in another order makes no difference.</summary>
internal sealed class EpisodeProgress
{
    private const string Counted = "+";
    private const int MostSegments = 100;

    private ByteRanges _audio = new();
    private readonly SortedSet<int> _segments = [];

    /// <summary>Whether it has been counted as a download; then nothing else is kept.</summary>
    public bool IsCounted { get; private set; }

    /// <summary>The app of the latest request; it is what a download is counted under.</summary>
    public string App { get; private set; } = UserAgents.Other;

    public void AddAudio(long start, long end, string app)
    {
        _audio.Add(start, end);
        App = app;
    }

    public void AddSegment(int number, string app)
    {
        if (_segments.Count < MostSegments)
        {
            _segments.Add(number);
        }

        App = app;
    }

    /// <summary>Adds what is new, and counts the download when it makes a minute.</summary>
    /// <returns>Whether this made it a download.</returns>
    public bool Add(EpisodeProgress news, AudioMinute minute)
    {
        if (IsCounted)
        {
            return false;
        }

        _audio.Add(news._audio);
        _segments.UnionWith(news._segments);
        App = news.App;
        IsCounted = _audio.Total >= minute.Bytes || _segments.Count >= minute.Segments;
        return IsCounted;
    }

    /// <summary>Such as <c>0-1000,5000-6000;1,2,3</c>.</summary>
    public override string ToString() => IsCounted ? Counted : $"{_audio};{string.Join(',', _segments)}";

    public static EpisodeProgress Parse(string text)
    {
        if (text == Counted)
        {
            return new() { IsCounted = true };
        }

        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        var progress = new EpisodeProgress { _audio = ByteRanges.Parse(text.AsSpan(0, semicolon)) };
        foreach (var number in text[(semicolon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            progress._segments.Add(int.Parse(number, CultureInfo.InvariantCulture));
        }

        return progress;
    }
}
