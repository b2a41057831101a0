namespace Podcast.LocalAws.S3.Storage;

/// <summary>What to list.</summary>
/// <param name="Prefix">Only keys that begin with it.</param>
/// <param name="Delimiter">Keys that share what comes before it, after the prefix, are rolled up into one common prefix. Empty: none.</param>
/// <param name="After">Only keys and common prefixes behind this one. Empty: from the start.</param>
/// <param name="MaxKeys">How many keys and common prefixes at most.</param>
internal sealed record ObjectQuery(string Prefix, string Delimiter, string After, int MaxKeys);
