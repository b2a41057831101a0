namespace Podcast.LocalAws.DynamoDb;

/// <summary>The tables that a request names; a feature of the request once it was read.</summary>
internal sealed record RequestedTables(IReadOnlyList<string> Names);
