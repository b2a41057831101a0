namespace Podcast.Functions.DownloadCounter;

/// <summary>Some lines of the log.</summary>
internal sealed class AccessLogLines
{
    /// <summary>The number of lines.</summary>
    public int Count { get; set; }

    /// <summary>How many of them are no JSON.</summary>
    public int Malformed { get; set; }

    /// <summary>The requests for audio among them.</summary>
    public List<AccessLogRequest> Requests { get; } = [];

    public void Clear()
    {
        (Count, Malformed) = (0, 0);
        Requests.Clear();
    }
}
