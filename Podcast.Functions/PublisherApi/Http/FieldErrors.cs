using System.Globalization;
using System.Xml;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>Collects the invalid fields of a body, so that one response names all of them.</summary>
internal sealed class FieldErrors
{
    public const int MaxAddress = 2000;

    private const int FirstYear = 1995;
    private const int LastYear = 2100;

    // RFC 3339 with up to seven digits of a second: https://www.rfc-editor.org/rfc/rfc3339#section-5.6.
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    private readonly List<FieldError> _errors = [];

    public bool Any => _errors.Count > 0;

    public Problem ToProblem() => Problem.InvalidFields(_errors);

    public void Add(string field, string detail) => _errors.Add(new("#/" + field, detail));

    public void Require(bool valid, string field, string detail)
    {
        if (!valid)
        {
            Add(field, detail);
        }
    }

    /// <summary>Text of one or more lines, without white space around it; empty after an error.</summary>
    public string Text(string? value, string field, int maxLength)
    {
        var text = value?.Trim() ?? "";
        if (FindFault(text, maxLength) is { } fault)
        {
            Add(field, fault);
            return "";
        }

        return text;
    }

    /// <summary>Text of a single line, such as a title, without white space around it; empty after an error.</summary>
    public string Line(string? value, string field, int maxLength)
    {
        var text = Text(value, field, maxLength);
        if (text.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029'))
        {
            Add(field, "Has to be a single line: line breaks and tabs are not allowed.");
            return "";
        }

        return text;
    }

    /// <inheritdoc cref="Line"/>
    /// <returns>Null for null.</returns>
    public string? OptionalLine(string? value, string field, int maxLength) => value is null ? null : Line(value, field, maxLength);

    /// <returns>Null for null, and after an error.</returns>
    public string? WebAddress(string? value, string field)
    {
        if (value is null)
        {
            return null;
        }

        var isValid = value.Length <= MaxAddress && IsXmlText(value) && Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        Require(isValid, field, $"Has to be an http or https address of at most {MaxAddress} characters.");
        return isValid ? value : null;
    }

    /// <returns>The address; empty after an error.</returns>
    public string EmailAddress(string? value, string field)
    {
        var isValid = value is not null && Domain.EmailAddress.IsValid(value) && IsXmlText(value);
        Require(isValid, field, "Has to be an e-mail address.");
        return isValid ? value! : "";
    }

    /// <summary>Reads each value of a list; <paramref name="read"/> is given the value and its field.</summary>
    /// <returns>Empty for null.</returns>
    public IReadOnlyList<TResult> List<T, TResult>(IReadOnlyList<T?>? values, string field, int max, Func<T, string, TResult> read)
        where T : class
    {
        Require(values is null || values.Count <= max, field, $"Has to be at most {max}.");
        var results = new List<TResult>();
        foreach (var (index, value) in (values ?? []).Take(max).Index())
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"{field}/{index}");
            if (value is null)
            {
                Add(item, "Has to have a value.");
            }
            else
            {
                results.Add(read(value, item));
            }
        }

        return results;
    }

    /// <summary>A time in RFC 3339 between the years 1995 and 2100.</summary>
    /// <returns>Null for null, and after an error.</returns>
    public DateTimeOffset? Time(string? value, string field)
    {
        if (value is null)
        {
            return null;
        }

        if (!DateTimeOffset.TryParseExact(
            value.ToUpperInvariant(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            Add(field, "Has to be a date and time with a time zone in RFC 3339, such as '2030-01-31T07:00:00Z' or '2030-01-31T08:00:00+01:00'.");
            return null;
        }

        if (time.UtcDateTime.Year is < FirstYear or > LastYear)
        {
            Add(field, $"Has to be in the years {FirstYear} to {LastYear}.");
            return null;
        }

        return time;
    }

    private static string? FindFault(string text, int maxLength) =>
        text.Length == 0 || text.Length > maxLength ? $"Has to be text of 1 to {maxLength} characters."
        : !IsXmlText(text) ? "Has to be text without control characters."
        : !VisibleText.HasVisible(text) ? "Has to have a visible character: zero-width characters and direction marks show nothing."
        : null;

    // XML feeds cannot contain other characters.
    private static bool IsXmlText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
