namespace Podcast.LocalAws.S3.Storage;

/// <summary>What to list of things of which a key may have several: versions, or uploads.</summary>
/// <param name="Prefix">Only keys that begin with it.</param>
/// <param name="Delimiter">Keys that share what comes before it, after the prefix, are rolled up. Empty: none.</param>
/// <param name="KeyMarker">Only what is behind this key or common prefix. Empty: from the start.</param>
/// <param name="IdMarker">With it, also what is behind this one under the marker's own key.</param>
/// <param name="Max">How many items and common prefixes at most.</param>
internal sealed record MarkerQuery(string Prefix, string Delimiter, string KeyMarker, string? IdMarker, int Max);
