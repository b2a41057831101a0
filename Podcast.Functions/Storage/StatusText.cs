using Podcast.Functions.Domain;

namespace Podcast.Functions.Storage;

/// <summary>The values of the attribute <c>status</c>.</summary>
internal static class StatusText
{
    public static string Of(SubscriberStatus status) => status switch
    {
        SubscriberStatus.Active => "active",
        SubscriberStatus.Lapsed => "lapsed",
        _ => "revoked",
    };

    /// <exception cref="InvalidDataException">It is none.</exception>
    public static SubscriberStatus ReadSubscriber(string text) => text switch
    {
        "active" => SubscriberStatus.Active,
        "lapsed" => SubscriberStatus.Lapsed,
        "revoked" => SubscriberStatus.Revoked,
        _ => throw new InvalidDataException("The item's attribute 'status' is not one of a subscriber."),
    };

    public static string Of(SigningKeyStatus status) => status switch
    {
        SigningKeyStatus.Active => "active",
        SigningKeyStatus.Retiring => "retiring",
        SigningKeyStatus.Retired => "retired",
        _ => "revoked",
    };

    /// <exception cref="InvalidDataException">It is none.</exception>
    public static SigningKeyStatus ReadSigningKey(string text) => text switch
    {
        "active" => SigningKeyStatus.Active,
        "retiring" => SigningKeyStatus.Retiring,
        "retired" => SigningKeyStatus.Retired,
        "revoked" => SigningKeyStatus.Revoked,
        _ => throw new InvalidDataException("The item's attribute 'status' is not one of a signing key."),
    };
}
