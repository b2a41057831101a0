namespace Podcast.Tests.Integration.Operators;

/// <summary>The classes that share the running system.</summary>
[CollectionDefinition(nameof(RunbookSystem))]
public sealed class RunbookSystemUsers : ICollectionFixture<RunbookSystem>;
