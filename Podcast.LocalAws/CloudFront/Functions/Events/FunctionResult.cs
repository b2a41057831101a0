namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>How a run ended: one of the three below.</summary>
/// <param name="Logs">The lines of <c>console.log</c>, cut at 10 KB together.</param>
internal abstract record FunctionResult(IReadOnlyList<string> Logs)
{
    /// <summary>What <c>cf.logCustomData</c> was given last, URL-encoded and cut off, for the access log.</summary>
    public string? CustomData { get; init; }
}
