namespace Podcast.Functions.Domain;

/// <summary>What is known of a payment provider's customer.</summary>
/// <param name="Email">The e-mail address that the provider told last; null when it told none.</param>
/// <param name="Subscriber">The id of the subscriber that has the customer's subscriptions; null when there is none yet.</param>
internal sealed record Customer(string? Email, string? Subscriber)
{
    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(Customer);
}
