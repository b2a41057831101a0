namespace Podcast.Functions.WebhookSender;

/// <summary>What a run did.</summary>
/// <param name="Sent">Events that the publisher's address has taken.</param>
/// <param name="Waiting">Events that are sent again later.</param>
/// <param name="GivenUp">Events that went into the queue.</param>
internal sealed record WebhookSenderResult(int Sent, int Waiting, int GivenUp);
