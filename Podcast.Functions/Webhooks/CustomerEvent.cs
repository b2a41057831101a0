namespace Podcast.Functions.Webhooks;

/// <summary>Tells the e-mail address of somebody who pays.</summary>
internal sealed record CustomerEvent : ProviderEvent;
