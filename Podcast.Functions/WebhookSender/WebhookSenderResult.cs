using System.Text.Json.Serialization;

namespace Podcast.Functions.WebhookSender;

/// <summary>What a run did.</summary>
/// <param name="Sent">Events that the publisher's address has taken.</param>
/// <param name="Waiting">Events that are sent again later.</param>
/// <param name="GivenUp">Events that went into the queue.</param>
internal sealed record WebhookSenderResult(
    [property: JsonPropertyName("sent")] int Sent,
    [property: JsonPropertyName("waiting")] int Waiting,
    [property: JsonPropertyName("givenUp")] int GivenUp);
