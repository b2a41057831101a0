namespace Podcast.Tests.EndToEnd;

/// <summary>One app host for all tests of the whole system.</summary>
[CollectionDefinition(Name)]
public sealed class AppHostCollection : ICollectionFixture<AppHostFixture>
{
    public const string Name = "The whole system";
}
