using System.Globalization;
using System.Text.RegularExpressions;

namespace Podcast.LocalAws.Template.Specification;

/// <summary>What a property's value has to be, as CloudFormation's schema of the resource type says it.</summary>
/// <param name="Path">The property, with <c>/</c> between the levels; a list on the way stands for each of its items.</param>
/// <param name="FindBrokenKeyword">Gives the schema's keyword that a value breaks, such as <c>maximum</c>; <see langword="null"/> for an allowed value.</param>
/// <param name="Allowed">The allowed values, as the end of the sentence "Allowed: …".</param>
internal sealed record PropertyConstraint(string Path, Func<string, string?> FindBrokenKeyword, string Allowed)
{
    public static PropertyConstraint Pattern(string path, string pattern, string allowed) =>
        new(path, value => Regex.IsMatch(value, $"\\A(?:{pattern})\\z", RegexOptions.CultureInvariant) ? null : "pattern", allowed);

    public static PropertyConstraint OneOf(string path, params string[] values) =>
        new(path, value => values.Contains(value, StringComparer.Ordinal) ? null : "enum", string.Join(", ", values));

    public static PropertyConstraint Range(string path, int minimum, int maximum) =>
        new(
            path,
            value => !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? "type"
                : number < minimum ? "minimum"
                : number > maximum ? "maximum"
                : null,
            $"whole numbers from {minimum} to {maximum}");
}
