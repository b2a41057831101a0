namespace Podcast.Cli.Output;

/// <summary>How far a transfer is.</summary>
/// <param name="Description">What is transferred.</param>
/// <param name="Done">How many bytes, or other units, are done.</param>
/// <param name="Of">How many there are.</param>
internal readonly record struct TransferState(string Description, long Done, long Of);
