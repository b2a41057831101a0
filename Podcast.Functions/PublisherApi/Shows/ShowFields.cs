using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>What a publisher says of a show: the body of <c>PATCH</c>, and with an id that of <c>POST</c>.</summary>
internal record ShowFields
{
    private const int MaxCategories = 10;
    private const int MaxFunding = 10;

    /// <summary>What https://podcasting2.org/docs/podcast-namespace/tags/funding allows.</summary>
    private const int MaxFundingText = 128;

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Author { get; init; }

    public string? Language { get; init; }

    public string? Link { get; init; }

    public IReadOnlyList<string?>? Categories { get; init; }

    public bool? Explicit { get; init; }

    public string? Type { get; init; }

    public OwnerFields? Owner { get; init; }

    public string? Copyright { get; init; }

    public IReadOnlyList<FundingFields?>? Funding { get; init; }

    public IReadOnlyList<PersonFields?>? Persons { get; init; }

    public string? Guid { get; init; }

    public string? RenewalLink { get; init; }

    public string? OnEnd { get; init; }

    public static ShowFields From(Show show) => Fill(new ShowFields(), show);

    /// <summary>The show with these fields; what is wrong with them goes to <paramref name="errors"/>.</summary>
    public Show Apply(Show show, FieldErrors errors)
    {
        errors.Require(Language is { } language && LanguageTag.IsValid(language), "language", LanguageTag.Rule);
        errors.Require(
            Type is null or ShowType.Episodic or ShowType.Serial, "type", $"Has to be '{ShowType.Episodic}' or '{ShowType.Serial}'.");
        errors.Require(
            OnEnd is null or Catalog.OnEnd.Keep or Catalog.OnEnd.Hide, "onEnd", $"Has to be '{Catalog.OnEnd.Keep}' or '{Catalog.OnEnd.Hide}'.");
        return show with
        {
            Title = errors.Line(Title, "title", 250),
            Description = errors.Text(Description, "description", 4000),
            Author = errors.Line(Author, "author", 250),
            Language = Language ?? "",
            Link = errors.WebAddress(Link, "link"),
            Categories = ReadCategories(errors),
            IsExplicit = Explicit ?? false,
            Type = Type ?? ShowType.Episodic,
            Owner = Owner is null
                ? null
                : new(
                    errors.Line(Owner.Name, "owner/name", 250),
                    errors.EmailAddress(Owner.Email, "owner/email")),
            Copyright = errors.OptionalLine(Copyright, "copyright", 250),
            Funding = errors.List(Funding, "funding", MaxFunding, (link, field) => new FundingLink(
                errors.WebAddress(link.Url ?? "", field + "/url") ?? "", errors.Line(link.Text, field + "/text", MaxFundingText))),
            Persons = PersonFields.Read(Persons, errors),
            Guid = ReadGuid(errors) ?? show.Guid,
            RenewalLink = errors.WebAddress(RenewalLink, "renewalLink"),
            OnEnd = OnEnd ?? Catalog.OnEnd.Hide,
        };
    }

    protected static T Fill<T>(T fields, Show show)
        where T : ShowFields => fields with
        {
            Title = show.Title,
            Description = show.Description,
            Author = show.Author,
            Language = show.Language,
            Link = show.Link,
            Categories = show.Categories.Count > 0 ? show.Categories : null,
            Explicit = show.IsExplicit,
            Type = show.Type,
            Owner = show.Owner is { } owner ? new() { Name = owner.Name, Email = owner.Email } : null,
            Copyright = show.Copyright,
            Funding = show.Funding.Count > 0 ? [.. show.Funding.Select(link => new FundingFields { Url = link.Url, Text = link.Text })] : null,
            Persons = PersonFields.From(show.Persons),
            Guid = show.Guid,
            RenewalLink = show.RenewalLink,
            OnEnd = show.OnEnd,
        };

    private IReadOnlyList<string> ReadCategories(FieldErrors errors)
    {
        var categories = errors.List(Categories, "categories", MaxCategories, (category, field) =>
        {
            errors.Require(
                Category.IsValid(category),
                field,
                "Has to be one of Apple's categories, such as 'Arts' or 'Arts > Books': https://podcasters.apple.com/support/1691-apple-podcasts-categories.");
            return category;
        });
        errors.Require(categories.Distinct(StringComparer.Ordinal).Count() == categories.Count, "categories", "Names a category twice.");
        return categories;
    }

    private string? ReadGuid(FieldErrors errors)
    {
        if (Guid is null)
        {
            return null;
        }

        var isGuid = System.Guid.TryParseExact(Guid, "D", out var guid);
        errors.Require(isGuid, "guid", "Has to be a UUID, such as the podcast:guid of the show's former feed.");
        return isGuid ? guid.ToString() : null;
    }
}
