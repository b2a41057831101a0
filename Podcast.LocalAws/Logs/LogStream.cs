namespace Podcast.LocalAws.Logs;

/// <summary>What is known of one log stream.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="CreatedAt">In milliseconds since 1970, as the others.</param>
/// <param name="FirstEventAt">The timestamp of its oldest event that was ever written.</param>
/// <param name="LastEventAt">The timestamp of its newest event.</param>
/// <param name="LastIngestedAt">When its last event arrived.</param>
internal sealed record LogStream(string Name, long CreatedAt, long FirstEventAt, long LastEventAt, long LastIngestedAt);
