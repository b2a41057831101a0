namespace Podcast.Functions.Catalog;

/// <summary>Where listeners may support the show: https://podcasting2.org/docs/podcast-namespace/tags/funding.</summary>
internal sealed record FundingLink(string Url, string Text);
