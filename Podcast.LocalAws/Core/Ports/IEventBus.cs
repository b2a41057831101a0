namespace Podcast.LocalAws.Core.Ports;

/// <summary>The account's event buses.</summary>
internal interface IEventBus
{
    /// <summary>
    /// Takes an event; the rules that match it deliver it afterwards, at least once and in no order. Waits only while the bus is full.
    /// The current span becomes the parent of the deliveries.
    /// </summary>
    /// <exception cref="OperationCanceledException">The event was not taken.</exception>
    ValueTask PublishAsync(EventBridgeEvent published, CancellationToken cancellationToken = default);
}
