using System.Text.RegularExpressions;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>Language tags in the form of BCP 47 (https://www.rfc-editor.org/info/bcp47); those of two letters have to be of ISO 639-1.</summary>
internal static partial class LanguageTag
{
    public const string Rule = "Has to be a language tag of BCP 47, such as 'en', 'de-AT' or 'zh-Hant-TW'.";

    private static readonly HashSet<string> TwoLetters =
    [
        .. (
            "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy "
            + "ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt "
            + "lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm "
            + "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu").Split(' '),
    ];

    public static bool IsValid(string tag) =>
        Form.IsMatch(tag)
        && tag.Split('-') is [var language, .. var subtags]
        && (language.Length != 2 || TwoLetters.Contains(language.ToLowerInvariant()))
        && HasNoDuplicates(subtags);

    // Neither a variant nor the letter before an extension may come twice; what follows an x is private.
    private static bool HasNoDuplicates(string[] subtags)
    {
        var checkedTags = subtags.TakeWhile(subtag => !subtag.Equals("x", StringComparison.OrdinalIgnoreCase))
            .Where(subtag => subtag.Length is 1 or >= 4).ToArray();
        return checkedTags.Distinct(StringComparer.OrdinalIgnoreCase).Count() == checkedTags.Length;
    }

    // Language with extended subtags, script, region, variants, extensions, private use: https://www.rfc-editor.org/rfc/rfc5646#section-2.1.
    [GeneratedRegex(
        @"^[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form { get; }
}
