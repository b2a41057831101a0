namespace Podcast.Functions.Domain;

/// <summary>Where a subscription that is paid for comes from.</summary>
/// <param name="Name">The payment provider.</param>
/// <param name="Order">The event that makes it, in a form that sorts like the events.</param>
/// <param name="Customer">The provider's id of who pays; null when it is not told.</param>
internal sealed record ProviderOrigin(string Name, string Order, string? Customer);
