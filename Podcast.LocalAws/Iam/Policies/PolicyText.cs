using System.Text;
using Podcast.LocalAws.Iam.Conditions;

namespace Podcast.LocalAws.Iam.Policies;

/// <summary>
/// A text of a policy: with <c>*</c> and <c>?</c>, and with policy variables such as <c>${aws:PrincipalAccount}</c>, which stand for the
/// request's condition keys. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
/// </summary>
internal sealed class PolicyText
{
    // What a variable inserts never acts as a wildcard; these characters, which no text has, are the wildcards instead.
    private const char Any = '\uE000';
    private const char One = '\uE001';

    private readonly string _pattern;
    private readonly List<Variable> _variables;

    private PolicyText(string source, string pattern, List<Variable> variables)
    {
        Source = source;
        _pattern = pattern;
        _variables = variables;
    }

    /// <summary>As the policy has it.</summary>
    public string Source { get; }

    /// <summary>The keys that its variables name.</summary>
    public IEnumerable<string> Keys => _variables.Select(variable => variable.Key);

    /// <param name="source">The text of the policy.</param>
    /// <param name="hasVariables">Whether <c>${…}</c> is a variable: from version 2012-10-17 on.</param>
    public static PolicyText Parse(string source, bool hasVariables)
    {
        var pattern = new StringBuilder(source.Length);
        var variables = new List<Variable>();
        for (var i = 0; i < source.Length; i++)
        {
            var end = hasVariables && source.AsSpan(i).StartsWith("${") ? source.IndexOf('}', i) : -1;
            if (end > 0)
            {
                var name = source[(i + 2)..end];
                if (name is "*" or "?" or "$")
                {
                    pattern.Append(name);
                }
                else
                {
                    variables.Add(Variable.Parse(name, pattern.Length));
                }

                i = end;
            }
            else
            {
                pattern.Append(source[i] switch { '*' => Any, '?' => One, var other => other });
            }
        }

        return new(source, pattern.ToString(), variables);
    }

    /// <summary>Whether the whole value fits.</summary>
    public bool IsMatch(string value, ConditionContext context, bool ignoreCase = false) =>
        Resolve(context) is { } pattern && IsMatch(pattern, value, ignoreCase);

    /// <summary>Whether an ARN fits: each of the first five parts by itself, so that no wildcard reaches beyond its part, then the rest.</summary>
    public bool IsArnMatch(string arn, ConditionContext context)
    {
        if (Resolve(context) is not { } pattern)
        {
            return false;
        }

        if (pattern.Length == 1 && pattern[0] == Any)
        {
            return true;
        }

        var patterns = pattern.Split(':', 6);
        var parts = arn.Split(':', 6);
        return patterns.Length == parts.Length && patterns.Zip(parts).All(pair => IsMatch(pair.First, pair.Second, ignoreCase: false));
    }

    /// <summary>The text with its variables filled in and its wildcards as they are written; <see langword="null"/> when a variable has no value.</summary>
    public string? ToText(ConditionContext context) => Resolve(context)?.Replace(Any, '*').Replace(One, '?');

    // Without a value for one of its variables, a text fits nothing.
    private string? Resolve(ConditionContext context)
    {
        if (_variables.Count == 0)
        {
            return _pattern;
        }

        var text = new StringBuilder(_pattern);
        for (var i = _variables.Count - 1; i >= 0; i--)
        {
            var value = context.TryGet(_variables[i].Key, out var values) && values.Count == 1 ? values[0] : _variables[i].Default;
            if (value is null)
            {
                return null;
            }

            text.Insert(_variables[i].Position, value);
        }

        return text.ToString();
    }

    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value, bool ignoreCase)
    {
        int p = 0, v = 0, star = -1, retry = 0;
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == Any)
            {
                star = p++;
                retry = v;
            }
            else if (p < pattern.Length && (pattern[p] == One || Same(pattern[p], value[v], ignoreCase)))
            {
                p++;
                v++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                p = star + 1;
                v = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == Any)
        {
            p++;
        }

        return p == pattern.Length;
    }

    private static bool Same(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToUpperInvariant(left) == char.ToUpperInvariant(right));

    private readonly record struct Variable(string Key, string? Default, int Position)
    {
        // ${key} · ${key, 'text'}
        public static Variable Parse(string text, int position)
        {
            var comma = text.IndexOf(',', StringComparison.Ordinal);
            return comma < 0
                ? new(text.Trim(), null, position)
                : new(text[..comma].Trim(), text[(comma + 1)..].Trim().Trim('\''), position);
        }
    }
}
