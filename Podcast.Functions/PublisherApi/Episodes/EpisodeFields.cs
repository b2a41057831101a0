using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Shows;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>What a publisher says of an episode besides its audio.</summary>
internal record EpisodeFields
{
    private const int MaxNumber = 999_999;

    public string? Title { get; init; }

    /// <summary>Plain text; made from the notes when it is missing.</summary>
    public string? Description { get; init; }

    /// <summary>Show notes as HTML.</summary>
    public string? Notes { get; init; }

    public long? Season { get; init; }

    public long? Number { get; init; }

    public string? Type { get; init; }

    /// <summary>As the show is, when missing.</summary>
    public bool? Explicit { get; init; }

    public string? Link { get; init; }

    public IReadOnlyList<PersonFields?>? Persons { get; init; }

    public static T Fill<T>(T fields, EpisodeState episode)
        where T : EpisodeFields => fields with
        {
            Title = episode.Title,
            Description = episode.Description,
            Notes = episode.Details.Notes,
            Season = episode.Details.Season,
            Number = episode.Details.Number,
            Type = episode.Details.Type,
            Explicit = episode.Details.IsExplicit,
            Link = episode.Details.Link,
            Persons = PersonFields.From(episode.Details.Persons),
        };

    /// <summary>The episode with these fields; what is wrong with them goes to <paramref name="errors"/>.</summary>
    public EpisodeState Apply(EpisodeState episode, FieldErrors errors, long now)
    {
        errors.Require(Season is null or (> 0 and <= MaxNumber), "season", $"Has to be 1 to {MaxNumber}.");
        errors.Require(Number is null or (> 0 and <= MaxNumber), "number", $"Has to be 1 to {MaxNumber}.");
        errors.Require(
            Type is null or EpisodeType.Full or EpisodeType.Trailer or EpisodeType.Bonus,
            "type",
            $"Has to be '{EpisodeType.Full}', '{EpisodeType.Trailer}' or '{EpisodeType.Bonus}'.");
        var notes = ShowNotes.Read(Notes, errors);
        return episode with
        {
            Title = errors.Line(Title, "title", 250),
            Description = Description is null && notes is not null ? notes.Text : errors.Text(Description, "description", 4000),
            Details = episode.Details with
            {
                Notes = notes?.Html,
                Season = Season,
                Number = Number,
                Type = Type ?? EpisodeType.Full,
                IsExplicit = Explicit,
                Link = errors.WebAddress(Link, "link"),
                Persons = PersonFields.Read(Persons, errors),
                UpdatedAt = now,
            },
        };
    }
}
