namespace Podcast.LocalAws.Core;

/// <summary>A part that is not ready as soon as the process listens. <c>/_localaws/health</c> checks all of them.</summary>
internal interface IReadiness
{
    /// <summary>What is still missing, in one sentence; <see langword="null"/> when ready.</summary>
    string? Pending { get; }
}
