namespace Podcast.Functions.ShowImporter;

/// <summary>What a run did.</summary>
/// <param name="State">The state of the import or the episode afterwards; null when there was nothing to do.</param>
/// <param name="Started">How many invocations it started.</param>
internal sealed record ShowImporterResult(string? State, int Started);
