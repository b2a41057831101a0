namespace Podcast.Functions.WebhookSender;

/// <summary>An event that the publisher's address has not taken yet.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="Event">The event as the bus has it: without e-mail address and token.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="DueAt">When it is sent again, or the end of a claim, in seconds since 1970.</param>
internal sealed record Delivery(string EventId, string Event, long Attempts, long DueAt)
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(8), TimeSpan.FromHours(12),
    ];

    /// <returns>How long to wait after so many attempts; null when that was the last.</returns>
    public static TimeSpan? DelayAfter(long attempts) => attempts <= Delays.Length ? Delays[attempts - 1] : null;
}
