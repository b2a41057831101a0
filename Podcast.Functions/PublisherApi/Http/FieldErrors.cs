using System.Xml;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>Collects the invalid fields of a body, so that one response names all of them.</summary>
internal sealed class FieldErrors
{
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

    /// <summary>The text without white space around it; empty after an error.</summary>
    public string Text(string? value, string field, int maxLength)
    {
        var text = value?.Trim() ?? "";
        Require(
            text.Length > 0 && text.Length <= maxLength && IsXmlText(text),
            field,
            $"Has to be text of 1 to {maxLength} characters, without control characters.");
        return text;
    }

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
