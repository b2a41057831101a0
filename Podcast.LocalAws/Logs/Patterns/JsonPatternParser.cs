using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Podcast.LocalAws.Logs.Patterns;

/// <summary>Parses what stands between the braces of a JSON filter pattern: comparisons, joined by &amp;&amp; and ||, grouped by parentheses.</summary>
internal sealed class JsonPatternParser(string text)
{
    private const int MaxDepth = 32;
    private static readonly string[] Symbols = ["!=", "<=", ">=", "=", "<", ">"];

    private int _position;
    private int _depth;

    /// <exception cref="Core.AwsException">It is no such pattern.</exception>
    public Func<JsonElement, bool> Parse()
    {
        var condition = ParseAny();
        SkipSpaces();
        return _position == text.Length ? condition : throw Malformed("&& or || is missing");
    }

    private Func<JsonElement, bool> ParseAny()
    {
        var left = ParseAll();
        while (TryTake("||"))
        {
            var (before, right) = (left, ParseAll());
            left = root => before(root) || right(root);
        }

        return left;
    }

    private Func<JsonElement, bool> ParseAll()
    {
        var left = ParseOne();
        while (TryTake("&&"))
        {
            var (before, right) = (left, ParseOne());
            left = root => before(root) && right(root);
        }

        return left;
    }

    private Func<JsonElement, bool> ParseOne()
    {
        if (!TryTake("("))
        {
            return ParseComparison();
        }

        if (++_depth > MaxDepth)
        {
            throw Malformed("it has too many parentheses");
        }

        var inner = ParseAny();
        _depth--;
        return TryTake(")") ? inner : throw Malformed("a parenthesis is not closed");
    }

    private Func<JsonElement, bool> ParseComparison()
    {
        var selector = ParseSelector();
        if (TryTakeWord("NOT"))
        {
            return TryTakeWord("EXISTS") ? root => selector.Find(root).Count == 0 : throw Malformed("NOT is followed by EXISTS");
        }

        if (TryTakeWord("IS"))
        {
            var kind = TryTakeWord("NULL") ? JsonValueKind.Null
                : TryTakeWord("TRUE") ? JsonValueKind.True
                : TryTakeWord("FALSE") ? JsonValueKind.False
                : throw Malformed("IS is followed by NULL, TRUE or FALSE");
            return root => selector.Find(root).Any(found => found.ValueKind == kind);
        }

        var symbol = Symbols.FirstOrDefault(TryTake) ?? throw Malformed($"a comparison is missing at '{text[_position..]}'");
        var (value, isQuoted) = ParseValue();
        return JsonComparison.Create(selector, symbol, value, isQuoted);
    }

    // $.name.other[0][*]['with.dots'], and $.['with.dots'] as AWS's own examples write it.
    private JsonSelector ParseSelector()
    {
        if (!TryTake("$"))
        {
            throw Malformed($"a field begins with $ and not with '{text[_position..]}'");
        }

        var steps = new List<object?>();
        while (_position < text.Length && text[_position] is '.' or '[')
        {
            var isName = text[_position++] == '.';
            if (isName && _position < text.Length && text[_position] == '[')
            {
                isName = false;
                _position++;
            }

            steps.Add(isName ? ParseName() : ParseIndex());
        }

        return new(steps);
    }

    private string ParseName()
    {
        var start = _position;
        while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] is '_' or '-' or '@' or '#' or '$' or ':' or '/'))
        {
            _position++;
        }

        return _position > start ? text[start.._position] : throw Malformed("the name of a field is missing");
    }

    private object? ParseIndex()
    {
        var end = text.IndexOf(']', _position);
        var index = end < 0 ? throw Malformed("a bracket is not closed") : text[_position..end];
        _position = end + 1;
        return index switch
        {
            "*" => null,
            ['\'', .., '\''] or ['"', .., '"'] => index[1..^1],
            _ when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw Malformed($"[{index}] is neither a number, * nor a name in quotation marks"),
        };
    }

    private (string Value, bool IsQuoted) ParseValue()
    {
        SkipSpaces();
        if (_position < text.Length && text[_position] == '%')
        {
            throw FilterPattern.NotImplemented("filter patterns with a regular expression (%...%)");
        }

        if (_position < text.Length && text[_position] == '"')
        {
            return (ParseQuoted(), true);
        }

        var start = _position;
        while (_position < text.Length && !char.IsWhiteSpace(text[_position]) && text[_position] is not ('(' or ')' or '&' or '|' or '"'))
        {
            _position++;
        }

        return _position > start ? (text[start.._position], false) : throw Malformed("a value is missing");
    }

    private string ParseQuoted()
    {
        var value = new StringBuilder();
        for (_position++; _position < text.Length && text[_position] != '"'; _position++)
        {
            if (text[_position] == '\\' && _position + 1 < text.Length && text[_position + 1] is '"' or '\\')
            {
                _position++;
            }

            value.Append(text[_position]);
        }

        if (_position == text.Length)
        {
            throw Malformed("a quotation mark is not closed");
        }

        _position++;
        return value.ToString();
    }

    private bool TryTakeWord(string word)
    {
        SkipSpaces();
        var end = _position + word.Length;
        if (string.Compare(text, _position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || (end < text.Length && char.IsLetterOrDigit(text[end])))
        {
            return false;
        }

        _position = end;
        return true;
    }

    private bool TryTake(string expected)
    {
        SkipSpaces();
        if (string.CompareOrdinal(text, _position, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        _position += expected.Length;
        return true;
    }

    private void SkipSpaces()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    private Core.AwsException Malformed(string reason) => FilterPattern.Malformed($"{{{text}}}", reason);
}
