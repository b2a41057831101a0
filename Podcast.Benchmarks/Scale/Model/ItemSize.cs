namespace Podcast.Benchmarks.Scale.Model;

/// <summary>
/// Bytes of an active subscriber's item by docs/data-model.md, with an address and one subscription: names and values as DynamoDB counts them.
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
/// </summary>
internal static class ItemSize
{
    private const int Number = 6;
    private const int SmallNumber = 2;
    private const int Collection = 3;
    private const int Element = 1;

    /// <param name="id">Characters of the subscriber's id, and of its subscription's.</param>
    /// <param name="email">Characters of the address.</param>
    /// <param name="shows">Shows.</param>
    /// <param name="show">Characters of a show's id.</param>
    public static double Of(double id, double email, double shows, double show) =>
        Text("pk", "SUBSCRIBER#".Length + id)
        + Text("status", "active".Length)
        + Text("statusShard", "active#00".Length)
        + Text("expiryShard", "00".Length)
        + Text("email", email)
        + Text("emailHash", 24)
        + Text("keyId", 2)
        + Text("tokenId", 12)
        + Text("tokenHash", 12)
        + Text("shows", shows * show)
        + Text("formerTokens", Collection)
        + Text("version", SmallNumber)
        + Text("expiresAt", Number)
        + Text("createdAt", Number)
        + Text("updatedAt", Number)
        + Text("subscriptions", Collection + Element + Subscription(id, shows, show));

    private static double Subscription(double id, double shows, double show) =>
        Collection
        + (4 * Element)
        + Text("id", id)
        + Text("shows", shows * show)
        + Text("expiresAt", Number)
        + Text("createdAt", Number);

    private static double Text(string name, double value) => name.Length + value;
}
