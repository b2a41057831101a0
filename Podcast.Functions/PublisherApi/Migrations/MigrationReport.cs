namespace Podcast.Functions.PublisherApi.Migrations;

/// <param name="Migrated">How many subscribers have the present form now.</param>
/// <param name="Merged">How many were the same person as another, who has their subscriptions now.</param>
/// <param name="KeptApart">Ids of subscribers who share an e-mail address with another, while both feeds play.</param>
/// <param name="Next">The cursor of the next part; missing after the last.</param>
internal sealed record MigrationReport(int Migrated, int Merged, IReadOnlyList<string> KeptApart, string? Next);
