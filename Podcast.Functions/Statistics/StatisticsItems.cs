using System.Globalization;
using Amazon.DynamoDBv2.Model;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Statistics;

/// <summary>The items of the Statistics table; see docs/data-model.md.</summary>
internal static class StatisticsItems
{
    /// <summary>Begins the sort keys of downloads of one day, episode and app.</summary>
    public const string Downloads = "DOWNLOADS#";

    /// <summary>Begins the sort keys of how many listeners were seen to share on a day.</summary>
    public const string Sharing = "SHARING#";

    private const string DayFormat = "yyyy-MM-dd";

    public static string Show(string show) => "SHOW#" + show;

    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateOnly? FindDay(string text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static Dictionary<string, AttributeValue> DownloadsKey(string show, DateOnly day, string episode, string app) =>
        Key(Show(show), $"{Downloads}{Text(day)}#{episode}#{app}");

    public static Dictionary<string, AttributeValue> SharingKey(string show, DateOnly day) => Key(Show(show), Sharing + Text(day));

    public static Dictionary<string, AttributeValue> ListenerKey(DateOnly day, string show, string listener) =>
        Key($"LISTENER#{Text(day)}#{show}#{listener}", "LISTENER");

    public static DownloadCount ReadDownloads(Dictionary<string, AttributeValue> item)
    {
        // An app's name may have any character; day and episode have no '#'.
        var parts = item.GetText("sk")[Downloads.Length..].Split('#', 3);
        return new(DateOnly.ParseExact(parts[0], DayFormat, CultureInfo.InvariantCulture), parts[1], parts[2], item.GetNumber("downloads"));
    }

    public static SharingCount ReadSharing(Dictionary<string, AttributeValue> item) => new(
        DateOnly.ParseExact(item.GetText("sk")[Sharing.Length..], DayFormat, CultureInfo.InvariantCulture), item.GetNumber("listeners"));

    private static Dictionary<string, AttributeValue> Key(string pk, string sk) => new()
    {
        ["pk"] = Storage.ItemAttributes.Text(pk),
        ["sk"] = Storage.ItemAttributes.Text(sk),
    };
}
