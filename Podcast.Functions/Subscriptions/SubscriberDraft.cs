using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.Functions.Subscriptions;

/// <summary>What a subscriber is asked to be, checked.</summary>
/// <param name="Email">Null when it is not known.</param>
/// <param name="Plan">Null when there is none.</param>
/// <param name="Shows">Ids of shows, each once.</param>
/// <param name="ExpiresAt">Seconds since 1970.</param>
internal sealed record SubscriberDraft(string? Email, string? Plan, IReadOnlyList<string> Shows, long ExpiresAt)
{
    /// <summary>Tells whether two requests ask for the same: the order of shows and the form of the JSON do not matter.</summary>
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

    // The compiler's own would print the e-mail address.
    public override string ToString() => nameof(SubscriberDraft);
}
