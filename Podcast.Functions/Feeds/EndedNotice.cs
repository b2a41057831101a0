using System.Text.Json;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Feeds;

/// <summary>What a feed and a page say once access has ended, in writing and by sound: why, and what to do.</summary>
/// <param name="Id">Names the notice among the items of a feed.</param>
/// <param name="Reason">Names the reason in addresses.</param>
/// <param name="Language">The language of text and sound.</param>
/// <param name="Text">The words.</param>
internal sealed record EndedNotice(string Id, string Reason, string Language, NoticeText Text)
{
    /// <summary>The language for readers of none of the others.</summary>
    public const string English = "en";

    private static readonly Lazy<Dictionary<string, Dictionary<string, NoticeText>>> Texts = new(() =>
    {
        using var stream = typeof(EndedNotice).Assembly.GetManifestResourceStream("notices/notices.json")!;
        return JsonSerializer.Deserialize(stream, NoticeTextJsonContext.Default.DictionaryStringDictionaryStringNoticeText)!;
    });

    /// <summary>The languages that there are notices in.</summary>
    public static IEnumerable<string> Languages => Texts.Value.Keys;

    /// <summary>The sound, without the folder.</summary>
    public string File => $"{Reason}-{Language}.mp3";

    /// <summary>What the publisher had spoken in its place; null for the default.</summary>
    public OwnNotice? FindOwn(Show show) => show.Notices.FirstOrDefault(own => own.Reason == Reason);

    /// <param name="state">Why access ended.</param>
    /// <param name="language">A language tag, such as <c>de-AT</c>; English stands in for a language without notices.</param>
    public static EndedNotice For(AccessState state, string language)
    {
        var (id, reason) = state switch
        {
            AccessState.Lapsed => ("subscription-lapsed", "lapsed"),
            AccessState.PaymentFailed => ("payment-failed", "payment-failed"),
            AccessState.Revoked => ("subscription-revoked", "revoked"),
            AccessState.Replaced => ("feed-replaced", "replaced"),
            AccessState.Active => throw new ArgumentOutOfRangeException(nameof(state)),
        };
        var primary = language.Split('-')[0].ToLowerInvariant();
        var chosen = Texts.Value.ContainsKey(primary) ? primary : English;
        return new(id, reason, chosen, Texts.Value[chosen][reason]);
    }
}
