namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>A column of a CSV file of subscriptions.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Write">The field of a line of an export.</param>
/// <param name="Read">Takes the field's text, which is never empty, into a line of an import.</param>
internal sealed record SubscriberColumn(string Name, Func<ExportLine, string?> Write, Func<ImportRequest, string, ImportRequest> Read)
{
    /// <summary>Whether an import that makes subscriptions has to have it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether only an export with tokens has it.</summary>
    public bool IsSecret { get; init; }
}
