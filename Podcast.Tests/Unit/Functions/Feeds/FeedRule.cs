using System.Xml.Linq;

namespace Podcast.Tests.Unit.Functions.Feeds;

/// <summary>A rule that somebody publishes for feeds.</summary>
/// <param name="Source">The page that states it.</param>
/// <param name="Statement">What it asks for.</param>
/// <param name="Check">Fails for a channel that breaks it.</param>
internal sealed record FeedRule(string Source, string Statement, Action<XElement> Check);
