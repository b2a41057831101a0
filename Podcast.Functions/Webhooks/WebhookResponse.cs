namespace Podcast.Functions.Webhooks;

/// <param name="Outcome"><c>created</c>, <c>added</c>, <c>changed</c>, <c>customer</c>, <c>not-newer</c>, <c>deleted</c>, <c>no-plan</c> or <c>ignored</c>.</param>
internal sealed record WebhookResponse(string Outcome);
