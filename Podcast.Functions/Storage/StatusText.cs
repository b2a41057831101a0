using Podcast.Functions.Domain;

namespace Podcast.Functions.Storage;

/// <summary>The values of the attribute <c>status</c>.</summary>
internal static class StatusText
{
    public static string Of(SubscriberStatus status) => status switch
    {
        SubscriberStatus.Active => "active",
        SubscriberStatus.Lapsed => "lapsed",
        SubscriberStatus.Revoked => "revoked",
    };

    /// <exception cref="InvalidDataException">The text is no status.</exception>
    public static SubscriberStatus ReadSubscriber(string text) => text switch
    {
        "active" => SubscriberStatus.Active,
        "lapsed" => SubscriberStatus.Lapsed,
        "revoked" => SubscriberStatus.Revoked,
        _ => throw new InvalidDataException("The item's attribute 'status' is not a status of a subscriber."),
    };

    public static string Of(SigningKeyStatus status) => status switch
    {
        SigningKeyStatus.Active => "active",
        SigningKeyStatus.Retiring => "retiring",
        SigningKeyStatus.Retired => "retired",
        SigningKeyStatus.Revoked => "revoked",
    };

    /// <exception cref="InvalidDataException">The text is no status.</exception>
    public static SigningKeyStatus ReadSigningKey(string text) => text switch
    {
        "active" => SigningKeyStatus.Active,
        "retiring" => SigningKeyStatus.Retiring,
        "retired" => SigningKeyStatus.Retired,
        "revoked" => SigningKeyStatus.Revoked,
        _ => throw new InvalidDataException("The item's attribute 'status' is not a status of a signing key."),
    };
}
