using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>Somebody who is heard in a show or an episode.</summary>
internal sealed record PersonFields
{
    private const int MaxPersons = 50;

    /// <summary>What https://podcasting2.org/docs/podcast-namespace/tags/person allows.</summary>
    private const int MaxName = 128;

    public string? Name { get; init; }

    public string? Role { get; init; }

    public string? Link { get; init; }

    public string? Image { get; init; }

    public static IReadOnlyList<Person> Read(IReadOnlyList<PersonFields?>? persons, FieldErrors errors) =>
        errors.List(persons, "persons", MaxPersons, (person, field) => new Person(
            errors.Line(person.Name, field + "/name", MaxName),
            errors.OptionalLine(person.Role, field + "/role", MaxName),
            errors.WebAddress(person.Link, field + "/link"),
            errors.WebAddress(person.Image, field + "/image")));

    /// <returns>Null for none.</returns>
    public static IReadOnlyList<PersonFields>? From(IReadOnlyList<Person> persons) => persons.Count == 0
        ? null
        : [.. persons.Select(person => new PersonFields { Name = person.Name, Role = person.Role, Link = person.Link, Image = person.Image })];
}
