namespace Podcast.Functions.Webhooks;

/// <summary>A request of a payment provider, as it came.</summary>
/// <param name="FindHeader">The header of a name in lower case; null when there is none.</param>
/// <param name="Body">The bytes that are signed.</param>
/// <param name="ReceivedAt">When it came.</param>
internal sealed record WebhookMessage(Func<string, string?> FindHeader, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt)
{
    public override string ToString() => nameof(WebhookMessage);
}
