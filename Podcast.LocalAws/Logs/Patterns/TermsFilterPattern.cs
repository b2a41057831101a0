using System.Text;

namespace Podcast.LocalAws.Logs.Patterns;

/// <summary>
/// Terms and quoted phrases: all have to be in the message, none of those with a minus, and, where only terms with a question mark are given, one of them.
/// </summary>
internal sealed class TermsFilterPattern(IReadOnlyList<string> required, IReadOnlyList<string> excluded, IReadOnlyList<string> optional) : FilterPattern
{
    public static new TermsFilterPattern Parse(string text)
    {
        List<string> required = [], excluded = [], optional = [];
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var list = text[i] switch { '-' => excluded, '?' => optional, _ => required };
            i += list == required ? 0 : 1;
            list.Add(ReadTerm(text, ref i));
        }

        // CloudWatch Logs ignores optional terms beside others.
        return new(required, excluded, required.Count + excluded.Count > 0 ? [] : optional);
    }

    public override bool Matches(string message) =>
        required.All(term => message.Contains(term, StringComparison.Ordinal))
        && !excluded.Any(term => message.Contains(term, StringComparison.Ordinal))
        && (optional.Count == 0 || optional.Any(term => message.Contains(term, StringComparison.Ordinal)));

    private static string ReadTerm(string text, ref int i)
    {
        if (i < text.Length && text[i] == '"')
        {
            return ReadQuoted(text, ref i);
        }

        var start = i;
        while (i < text.Length && !char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        var term = text[start..i];
        return term switch
        {
            "" => throw Malformed(text, "a term is missing"),
            ['%', ..] => throw NotImplemented("filter patterns with a regular expression (%...%)"),
            _ when term.All(symbol => char.IsLetterOrDigit(symbol) || symbol is '_') => term,
            _ => throw Malformed(text, $"the term {term} has a character other than letters, digits and _, and so has to stand in quotation marks"),
        };
    }

    private static string ReadQuoted(string text, ref int i)
    {
        var term = new StringBuilder();
        for (i++; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
            {
                i++;
            }

            term.Append(text[i]);
        }

        if (i == text.Length)
        {
            throw Malformed(text, "a quotation mark is not closed");
        }

        i++;
        return term.ToString();
    }
}
