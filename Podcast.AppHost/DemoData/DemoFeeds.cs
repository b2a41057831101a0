namespace Podcast.AppHost.DemoData;

/// <summary>The feed of each demo subscriber, absolute.</summary>
internal sealed record DemoFeeds(Uri Active, Uri Lapsed, Uri Revoked);
