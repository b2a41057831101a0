namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>A line for each line that was sent, in the same order.</summary>
/// <param name="Encoding">In which encoding the file was read: <c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>.</param>
/// <param name="Created">How many subscribers this request made.</param>
/// <param name="Added">How many subscribers of an earlier day got another subscription.</param>
/// <param name="Changed">How many subscriptions are different from before.</param>
/// <param name="Revoked">How many lines ended something.</param>
/// <param name="Existing">How many lines say what was so already.</param>
/// <param name="Failed">How many lines are wrong.</param>
/// <param name="NextLine">The line to go on with: after the last, or the first that there was no time for.</param>
/// <param name="Lines">The lines.</param>
internal sealed record ImportReport(
    string Encoding, int Created, int Added, int Changed, int Revoked, int Existing, int Failed, int NextLine, IReadOnlyList<ImportLine> Lines);
