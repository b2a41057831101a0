using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Subscriptions;

/// <summary>The validated fields of a new subscriber.</summary>
/// <param name="Email">Null when it is not known.</param>
/// <param name="Plan">Null when there is none.</param>
/// <param name="Shows">Ids of shows, each once.</param>
/// <param name="ExpiresAt">Seconds since 1970.</param>
internal sealed record SubscriberDraft(string? Email, string? Plan, IReadOnlyList<string> Shows, long ExpiresAt)
{
    /// <summary>The same for two requests with the same content; the order of shows and the form of the JSON do not matter.</summary>
    public string Hash
    {
        get
        {
            // None of the parts has a line break in it.
            var text = string.Join(
                '\n', [Email, Plan, ExpiresAt.ToString(CultureInfo.InvariantCulture), .. Shows.Order(StringComparer.Ordinal)]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>The subscriber in its first version.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="token">Its token.</param>
    /// <param name="now">Seconds since 1970.</param>
    public Subscriber ToSubscriber(string id, SubscriberToken token, long now) => new()
    {
        Id = id,
        Email = Email,
        Plan = Plan,
        Status = SubscriberStatus.Active,
        Shows = Shows,
        ExpiresAt = ExpiresAt,
        KeyId = token.KeyId,
        TokenId = token.Id,
        TokenHash = token.Hash,
        Version = 1,
        CreatedAt = now,
        UpdatedAt = now,
    };

    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(SubscriberDraft);
}
