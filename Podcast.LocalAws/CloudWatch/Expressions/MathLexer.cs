using System.Globalization;

namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>Splits an expression into numbers, names and operators.</summary>
internal static class MathLexer
{
    private static readonly string[] Pairs = ["==", "!=", "<=", ">=", "&&", "||"];

    /// <exception cref="MetricMathException">A character belongs to none of them.</exception>
    public static List<string> Split(string expression)
    {
        var tokens = new List<string>();
        for (var i = 0; i < expression.Length;)
        {
            var length = LengthAt(expression, i);
            if (length > 0)
            {
                tokens.Add(expression.Substring(i, length));
            }

            i += Math.Max(length, 1);
        }

        return tokens;
    }

    public static bool IsNumber(string token) => char.IsAsciiDigit(token[0]) || token[0] == '.';

    public static bool IsName(string token) => char.IsAsciiLetter(token[0]);

    /// <exception cref="MetricMathException">It is no number.</exception>
    public static double ToNumber(string token) => double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new MetricMathException($"{token} is no number.");

    private static int LengthAt(string expression, int start)
    {
        var first = expression[start];
        if (char.IsWhiteSpace(first))
        {
            return 0;
        }

        if (char.IsAsciiLetterOrDigit(first) || first == '.')
        {
            var isNumber = !char.IsAsciiLetter(first);
            var end = start + 1;
            while (end < expression.Length && (isNumber ? char.IsAsciiDigit(expression[end]) || expression[end] == '.' : char.IsAsciiLetterOrDigit(expression[end]) || expression[end] == '_'))
            {
                end++;
            }

            return end - start;
        }

        if (start + 1 < expression.Length && Pairs.Contains(expression.Substring(start, 2)))
        {
            return 2;
        }

        return "+-*/^<>(),[]".Contains(first, StringComparison.Ordinal)
            ? 1
            : throw new MetricMathException($"LocalAws does not evaluate '{first}' in metric math.");
    }
}
