using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>Show notes: HTML of the elements that podcast apps show, without anything that runs, loads or styles.</summary>
/// <param name="Html">The sanitized HTML.</param>
/// <param name="Text">The same as plain text, as long as a description may be.</param>
internal sealed record ShowNotes(string Html, string Text)
{
    public const int MaxLength = 10_000;

    private const int MaxText = 4000;

    /// <summary>More than people write, and less than what overflows the stack of a recursive parser.</summary>
    private const int MaxDepth = 100;

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6",
    };

    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "p", "br", "hr", "a", "ul", "ol", "li", "strong", "b", "em", "i", "blockquote", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6",
        },
        AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "title" },
        AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
        UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
    })
    {
        // The words of an element that is not allowed stay; those of a script or a style do not.
        KeepChildNodes = true,
    };

    static ShowNotes() => Sanitizer.RemovingTag += (_, removal) =>
    {
        if (removal.Tag.LocalName is "script" or "style" or "template" or "noscript" or "iframe" or "object" or "svg" or "math" or "title" or "textarea")
        {
            removal.Tag.InnerHtml = "";
        }
    };

    /// <returns>Null for null, and after an error.</returns>
    public static ShowNotes? Read(string? html, FieldErrors errors)
    {
        if (html is null)
        {
            return null;
        }

        const string field = "notes";
        if (html.Length > MaxLength)
        {
            errors.Add(field, $"Has to be HTML of at most {MaxLength} characters.");
            return null;
        }

        if (Depth(html) > MaxDepth)
        {
            errors.Add(field, $"Has to be HTML with at most {MaxDepth} elements within each other.");
            return null;
        }

        var sanitized = Sanitizer.Sanitize(html).Trim();
        var text = ToText(sanitized);
        if (errors.Text(text, field, MaxLength).Length == 0)
        {
            return null;
        }

        return new(sanitized, text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 2]) ? MaxText - 2 : MaxText - 1)] + "…");
    }

    // An upper bound that needs no parser: elements that were opened and not closed yet.
    private static int Depth(string html)
    {
        var (depth, deepest) = (0, 0);
        for (var i = 0; i + 1 < html.Length; i++)
        {
            if (html[i] == '<' && html[i + 1] == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (html[i] == '<' && char.IsAsciiLetter(html[i + 1]) && !IsVoid(html.AsSpan(i + 1)))
            {
                deepest = Math.Max(deepest, ++depth);
            }
        }

        return deepest;
    }

    // Elements without an end tag, and those whose end tag people leave out.
    private static bool IsVoid(ReadOnlySpan<char> tag) =>
        tag.StartsWith("br", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("hr", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("img", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("li", StringComparison.OrdinalIgnoreCase)
        || (tag.StartsWith("p", StringComparison.OrdinalIgnoreCase) && tag.Length > 1 && !char.IsAsciiLetter(tag[1]));

    private static string ToText(string html)
    {
        var text = new StringBuilder(html.Length);
        Append(new HtmlParser().ParseDocument(html).Body!, text);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    private static void Append(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words)
            {
                text.Append(words.Data.ReplaceLineEndings(" "));
                continue;
            }

            var isBlock = child is IElement element && Blocks.Contains(element.LocalName);
            if (isBlock)
            {
                text.Append('\n');
            }

            if (child is IElement { LocalName: "li" })
            {
                text.Append("• ");
            }

            Append(child, text);
            if (isBlock)
            {
                text.Append('\n');
            }
        }
    }
}
