namespace Podcast.Functions.DownloadCounter;

/// <summary>What an object of the log had.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="Downloads">The downloads that they made, and that were not counted before.</param>
/// <param name="Malformed">Lines that could not be read.</param>
internal sealed record DownloadCounterResult(int Lines, int Downloads, int Malformed);
