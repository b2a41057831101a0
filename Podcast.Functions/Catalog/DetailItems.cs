using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Catalog;

/// <summary>What feeds say of shows and episodes, as attributes of their items; see docs/data-model.md.</summary>
internal static class DetailItems
{
    /// <summary>Sets every attribute that has a value.</summary>
    public static void Add(Dictionary<string, AttributeValue> item, Show show)
    {
        item.AddText("link", show.Link);
        item.AddText("copyright", show.Copyright);
        item.AddText("guid", show.Guid);
        item.AddText("artwork", show.Artwork);
        item.AddText("renewalLink", show.RenewalLink);
        item["onEnd"] = Text(show.OnEnd);
        item["type"] = Text(show.Type);
        item["explicit"] = Flag(show.IsExplicit);
        item["updatedAt"] = Number(show.UpdatedAt);
        AddList(item, "categories", show.Categories, Text);
        AddList(item, "funding", show.Funding, link => Map(("url", link.Url), ("text", link.Text)));
        AddList(item, "persons", show.Persons, From);
        AddList(item, "notices", show.Notices, From);
        if (show.Owner is { } owner)
        {
            item["owner"] = Map(("name", owner.Name), ("email", owner.Email));
        }
    }

    /// <summary>Reads the same; what older items lack has its default.</summary>
    public static Show Read(Show show, Dictionary<string, AttributeValue> item) => show with
    {
        Link = item.FindText("link"),
        Copyright = item.FindText("copyright"),
        Guid = item.FindText("guid"),
        Artwork = item.FindText("artwork"),
        RenewalLink = item.FindText("renewalLink"),
        OnEnd = item.FindText("onEnd") ?? OnEnd.Hide,
        Type = item.FindText("type") ?? ShowType.Episodic,
        IsExplicit = FindFlag(item, "explicit") ?? false,
        UpdatedAt = FindNumber(item, "updatedAt") ?? show.CreatedAt,
        Categories = item.GetTextList("categories"),
        Funding = ReadList(item, "funding", map => new FundingLink(map.GetText("url"), map.GetText("text"))),
        Persons = ReadList(item, "persons", ReadPerson),
        Notices = ReadList(
            item, "notices", map => new OwnNotice(map.GetText("reason"), map.GetText("file"), long.Parse(map.GetText("length"), CultureInfo.InvariantCulture))),
        Owner = item.TryGetValue("owner", out var owner) ? new(owner.M.GetText("name"), owner.M.GetText("email")) : null,
    };

    /// <summary>The attributes of what a publisher says of an episode; null for those that it does not have.</summary>
    public static Dictionary<string, AttributeValue?> Fields(EpisodeDetails details) => new()
    {
        ["guid"] = OptionalText(details.Guid),
        ["season"] = OptionalNumber(details.Season),
        ["number"] = OptionalNumber(details.Number),
        ["type"] = Text(details.Type),
        ["explicit"] = details.IsExplicit is { } isExplicit ? Flag(isExplicit) : null,
        ["link"] = OptionalText(details.Link),
        ["notes"] = OptionalText(details.Notes),
        ["persons"] = OptionalList(details.Persons, From),
        ["updatedAt"] = Number(details.UpdatedAt),
    };

    /// <summary>The same of the files that a publisher uploads for it.</summary>
    public static Dictionary<string, AttributeValue?> Files(EpisodeDetails details) => new()
    {
        ["artwork"] = OptionalText(details.Artwork),
        ["chapters"] = OptionalText(details.Chapters),
        ["transcripts"] = OptionalList(details.Transcripts, From),
        ["updatedAt"] = Number(details.UpdatedAt),
    };

    /// <summary>Reads the same; what older items lack has its default.</summary>
    public static EpisodeDetails ReadEpisode(Dictionary<string, AttributeValue> item) => new()
    {
        Guid = item.FindText("guid"),
        Season = FindNumber(item, "season"),
        Number = FindNumber(item, "number"),
        Type = item.FindText("type") ?? EpisodeType.Full,
        IsExplicit = FindFlag(item, "explicit"),
        Link = item.FindText("link"),
        Notes = item.FindText("notes"),
        Artwork = item.FindText("artwork"),
        Chapters = item.FindText("chapters"),
        Persons = ReadList(item, "persons", ReadPerson),
        Transcripts = ReadList(
            item, "transcripts", map => new Transcript(map.GetText("file"), map.GetText("contentType"), map.GetText("language"))),
        UpdatedAt = FindNumber(item, "updatedAt") ?? item.GetNumber("createdAt"),
    };

    private static AttributeValue From(OwnNotice notice) =>
        Map(("reason", notice.Reason), ("file", notice.File), ("length", notice.Length.ToString(CultureInfo.InvariantCulture)));

    private static AttributeValue From(Transcript transcript) =>
        Map(("file", transcript.File), ("contentType", transcript.ContentType), ("language", transcript.Language));

    private static AttributeValue From(Person person) =>
        Map(("name", person.Name), ("role", person.Role), ("link", person.Link), ("image", person.Image));

    private static Person ReadPerson(Dictionary<string, AttributeValue> map) =>
        new(map.GetText("name"), map.FindText("role"), map.FindText("link"), map.FindText("image"));

    private static AttributeValue Flag(bool value) => new() { BOOL = value };

    private static AttributeValue Map(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var map = new Dictionary<string, AttributeValue>();
        foreach (var (name, value) in values)
        {
            map.AddText(name, value);
        }

        return new() { M = map };
    }

    private static AttributeValue? OptionalText(string? value) => value is null ? null : Text(value);

    private static AttributeValue? OptionalNumber(long? value) => value is { } number ? Number(number) : null;

    private static AttributeValue? OptionalList<T>(IReadOnlyList<T> values, Func<T, AttributeValue> convert) =>
        values.Count == 0 ? null : new() { L = [.. values.Select(convert)] };

    private static void AddList<T>(Dictionary<string, AttributeValue> item, string name, IReadOnlyList<T> values, Func<T, AttributeValue> convert)
    {
        if (OptionalList(values, convert) is { } list)
        {
            item[name] = list;
        }
    }

    private static IReadOnlyList<T> ReadList<T>(
        Dictionary<string, AttributeValue> item, string name, Func<Dictionary<string, AttributeValue>, T> read) =>
        TryGetList(item, name, out var list) ? [.. list.Select(value => read(value.M))] : [];

    private static bool TryGetList(Dictionary<string, AttributeValue> item, string name, [NotNullWhen(true)] out List<AttributeValue>? list)
    {
        list = item.TryGetValue(name, out var value) ? value.L : null;
        return list is not null;
    }

    private static bool? FindFlag(Dictionary<string, AttributeValue> item, string name) => item.TryGetValue(name, out var value) ? value.BOOL : null;

    private static long? FindNumber(Dictionary<string, AttributeValue> item, string name) => item.ContainsKey(name) ? item.GetNumber(name) : null;
}
