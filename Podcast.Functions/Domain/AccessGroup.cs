namespace Podcast.Functions.Domain;

/// <summary>Shows of an entry that end at the same time.</summary>
/// <param name="ExpiresAt">Seconds since 1970; 0 for shows whose access the publisher ended.</param>
/// <param name="ShowCodes">See <see cref="AccessEntry.ShowCode"/>.</param>
internal sealed record AccessGroup(long ExpiresAt, IReadOnlyList<string> ShowCodes);
