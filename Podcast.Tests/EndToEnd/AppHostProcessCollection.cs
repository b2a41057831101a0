namespace Podcast.Tests.EndToEnd;

/// <summary>Tests that start app hosts as processes of their own, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AppHostProcessCollection
{
    public const string Name = "App host processes";
}
