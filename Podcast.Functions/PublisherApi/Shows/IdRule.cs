using System.Text;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>The id that a caller gave, or one made from the title.</summary>
internal static class IdRule
{
    public static string Choose(string? id, string title, FieldErrors errors)
    {
        var chosen = id ?? FromTitle(title);
        errors.Require(
            Slug.IsValid(chosen),
            "id",
            id is null ? $"None can be made from the title; give one: {Slug.Rule}." : $"Has to be {Slug.Rule}.");
        return chosen;
    }

    /// <returns>Empty when none can be made.</returns>
    public static string FromTitle(string title)
    {
        var id = new StringBuilder(Slug.MaxLength);
        foreach (var character in title)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                id.Append(char.ToLowerInvariant(character));
            }
            else if (id.Length > 0 && id[^1] != '-' && character != '\'')
            {
                id.Append('-');
            }

            if (id.Length == Slug.MaxLength)
            {
                break;
            }
        }

        return id.ToString().TrimEnd('-');
    }
}
