using System.Diagnostics.CodeAnalysis;

namespace Podcast.Functions.Domain;

/// <summary>
/// What the edge knows about one token: the value of a key in the store and the first part of a grant. See docs/tokens.md.
/// </summary>
internal sealed class AccessEntry
{
    /// <summary>Keeps a value within the store's 1 KB, even when every show ends at another time.</summary>
    public const int MaxShows = 100;

    private const int ExpiryLength = 6;
    private const int ShowCodeLength = 3;

    // No character of base64url, and unreserved in a query.
    private const char GroupSeparator = '.';
    private const long LatestExpiry = 36L * 36 * 36 * 36 * 36 * 36 - 1;

    // 2020-01-01T00:00:00Z
    private const long ExpiryEpoch = 1_577_836_800;

    private AccessEntry(AccessState state, IReadOnlyList<AccessGroup> groups)
    {
        State = state;
        Groups = groups;
    }

    public AccessState State { get; }

    /// <summary>By expiry, the latest first; empty where <see cref="State"/> is not active. A show is in one of them only.</summary>
    public IReadOnlyList<AccessGroup> Groups { get; }

    /// <summary>When the last of the shows ends, in seconds since 1970; 0 where <see cref="State"/> is not active.</summary>
    public long ExpiresAt => Groups is [var latest, ..] ? latest.ExpiresAt : 0;

    public static AccessEntry Active(long expiresAt, IEnumerable<string> shows) => Active(shows.Select(show => new ShowAccess(show, expiresAt)));

    /// <param name="shows">Each show once; of more than <see cref="MaxShows"/>, those that end last.</param>
    public static AccessEntry Active(IEnumerable<ShowAccess> shows) => new(
        AccessState.Active,
        [
            .. shows
                .OrderByDescending(show => show.ExpiresAt)
                .Take(MaxShows)
                .GroupBy(show => show.ExpiresAt == ShowAccess.Revoked ? 0 : Math.Clamp(show.ExpiresAt - ExpiryEpoch, 1, LatestExpiry) + ExpiryEpoch)
                .Select(group => new AccessGroup(group.Key, [.. group.Select(show => ShowCode(show.Show)).Order(StringComparer.Ordinal)])),
        ]);

    public static AccessEntry Ended(AccessState state) =>
        state == AccessState.Active ? throw new ArgumentOutOfRangeException(nameof(state)) : new(state, []);

    /// <summary>The three characters that stand for a show; the catalog sees to it that no two shows share them.</summary>
    public static string ShowCode(string show) => Digest.Hash(show)[..ShowCodeLength];

    public string Encode() => State switch
    {
        AccessState.Lapsed => "l",
        AccessState.PaymentFailed => "p",
        AccessState.Revoked => "r",
        AccessState.Replaced => "x",
        AccessState.Active => string.Join(
            GroupSeparator, Groups.Select(group => EncodeExpiry(Math.Max(0, group.ExpiresAt - ExpiryEpoch)) + string.Concat(group.ShowCodes))),
    };

    public static bool TryParse(string text, [NotNullWhen(true)] out AccessEntry? entry)
    {
        entry = text switch
        {
            "l" => Ended(AccessState.Lapsed),
            "p" => Ended(AccessState.PaymentFailed),
            "r" => Ended(AccessState.Revoked),
            "x" => Ended(AccessState.Replaced),
            _ => ParseActive(text),
        };
        return entry is not null;
    }

    private static AccessEntry? ParseActive(string text)
    {
        var groups = text.Split(GroupSeparator).Select(ParseGroup).ToArray();
        return groups.Contains(null) ? null : new(AccessState.Active, groups!);
    }

    private static AccessGroup? ParseGroup(string text)
    {
        if (text.Length < ExpiryLength || (text.Length - ExpiryLength) % ShowCodeLength != 0)
        {
            return null;
        }

        long expiry = 0;
        foreach (var digit in text.AsSpan(0, ExpiryLength))
        {
            var value = digit switch
            {
                >= '0' and <= '9' => digit - '0',
                >= 'a' and <= 'z' => digit - 'a' + 10,
                _ => -1,
            };
            if (value < 0)
            {
                return null;
            }

            expiry = expiry * 36 + value;
        }

        return new(
            expiry == 0 ? ShowAccess.Revoked : expiry + ExpiryEpoch,
            [.. text[ExpiryLength..].Chunk(ShowCodeLength).Select(code => new string(code))]);
    }

    private static string EncodeExpiry(long seconds) => string.Create(ExpiryLength, seconds, static (digits, rest) =>
    {
        for (var i = digits.Length - 1; i >= 0; i--, rest /= 36)
        {
            digits[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % 36)];
        }
    });
}
