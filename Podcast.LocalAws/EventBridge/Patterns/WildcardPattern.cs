using System.Text;

namespace Podcast.LocalAws.EventBridge.Patterns;

/// <summary>Text in which <c>*</c> stands for any characters; <c>\*</c> and <c>\\</c> stand for themselves.</summary>
internal sealed class WildcardPattern
{
    private readonly List<string> _parts;

    private WildcardPattern(List<string> parts) => _parts = parts;

    /// <exception cref="EventPatternException">Two stars follow each other, or a backslash stands before another character.</exception>
    public static WildcardPattern Parse(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '*' when i > 0 && text[i - 1] == '*' && part.Length == 0:
                    throw new EventPatternException($"Consecutive wildcard characters at pos {i - 1}");
                case '*':
                    parts.Add(part.ToString());
                    part.Clear();
                    break;
                case '\\' when i + 1 < text.Length && text[i + 1] is '*' or '\\':
                    part.Append(text[++i]);
                    break;
                case '\\':
                    throw new EventPatternException($"Invalid escape character at pos {i}");
                case var character:
                    part.Append(character);
                    break;
            }
        }

        parts.Add(part.ToString());
        return new(parts);
    }

    public bool Matches(string value)
    {
        if (_parts.Count == 1)
        {
            return value == _parts[0];
        }

        var (first, last) = (_parts[0], _parts[^1]);
        if (value.Length < first.Length + last.Length
            || !value.StartsWith(first, StringComparison.Ordinal)
            || !value.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        // What is between the first and the last part is found from left to right; the earliest place is as good as any.
        var (position, end) = (first.Length, value.Length - last.Length);
        foreach (var part in _parts[1..^1])
        {
            var found = value.AsSpan(position, end - position).IndexOf(part, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            position += found + part.Length;
        }

        return true;
    }
}
