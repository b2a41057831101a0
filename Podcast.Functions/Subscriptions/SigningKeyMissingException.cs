namespace Podcast.Functions.Subscriptions;

/// <summary>There is no signing key yet; the publisher API makes the first one with a subscriber or a payment provider.</summary>
internal sealed class SigningKeyMissingException() : Exception("There is no signing key yet. The publisher API makes it: POST /subscribers or PUT /providers/{provider}.");
