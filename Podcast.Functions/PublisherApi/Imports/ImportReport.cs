namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>A line for each line that was sent, in the same order.</summary>
/// <param name="Created">How many subscribers this request made.</param>
/// <param name="Added">How many subscribers of an earlier day got another subscription.</param>
/// <param name="Existing">How many were there from an earlier request.</param>
/// <param name="Failed">How many lines are wrong.</param>
/// <param name="NextLine">The line to go on with: after the last, or the first that there was no time for.</param>
/// <param name="Lines">The lines.</param>
internal sealed record ImportReport(int Created, int Added, int Existing, int Failed, int NextLine, IReadOnlyList<ImportLine> Lines);
