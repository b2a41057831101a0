using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Podcast.Tests.Integration.Sync;

/// <summary>DynamoDB's expressions, as far as the functions use them; everything else is refused.</summary>
internal sealed class Expressions(Dictionary<string, string>? names, Item? values)
{
    public bool Holds(string? condition, Item? item) =>
        string.IsNullOrEmpty(condition) || condition.Split(" AND ").All(term => HoldsTerm(term.Trim(), item ?? []));

    public Item Update(string expression, Item item)
    {
        var updated = new Item(item);
        var remove = expression.IndexOf("REMOVE ", StringComparison.Ordinal);
        var set = remove < 0 ? expression : expression[..remove];
        if (set.Trim() is { Length: > 0 } assignments)
        {
            Require(assignments.StartsWith("SET ", StringComparison.Ordinal), expression);
            foreach (var assignment in assignments["SET ".Length..].Split(','))
            {
                var sides = assignment.Split('=', 2);
                updated[Name(sides[0])] = Value(sides[1], item);
            }
        }

        foreach (var name in remove < 0 ? [] : expression[(remove + "REMOVE ".Length)..].Split(','))
        {
            updated.Remove(Name(name));
        }

        return updated;
    }

    public static int Compare(AttributeValue left, AttributeValue right) =>
        left.N is not null && right.N is not null ? Number(left).CompareTo(Number(right))
        : left.S is not null && right.S is not null ? string.CompareOrdinal(left.S, right.S)
        : throw new NotSupportedException("Only texts and numbers are compared.");

    private static decimal Number(AttributeValue value) => decimal.Parse(value.N, CultureInfo.InvariantCulture);

    private bool HoldsTerm(string term, Item item)
    {
        if (Argument(term, "attribute_not_exists") is { } absent)
        {
            return !item.ContainsKey(Name(absent));
        }

        if (Argument(term, "attribute_exists") is { } present)
        {
            return item.ContainsKey(Name(present));
        }

        var parts = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Require(parts.Length == 3, term);
        if (!item.TryGetValue(Name(parts[0]), out var value) || (value.N is null && value.S is null))
        {
            return false;
        }

        var order = Compare(value, Value(parts[2], item));
        return parts[1] switch
        {
            "=" => order == 0,
            "<>" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => throw new NotSupportedException(term),
        };
    }

    private static string? Argument(string term, string function) =>
        term.StartsWith(function + "(", StringComparison.Ordinal) && term.EndsWith(')') ? term[(function.Length + 1)..^1] : null;

    private AttributeValue Value(string text, Item item)
    {
        var sum = text.Split('+');
        if (sum.Length == 2)
        {
            return new() { N = (Number(Value(sum[0], item)) + Number(Value(sum[1], item))).ToString(CultureInfo.InvariantCulture) };
        }

        var operand = text.Trim();
        return operand.StartsWith(':') ? values![operand] : item[Name(operand)];
    }

    private string Name(string text)
    {
        var name = text.Trim();
        Require(name.Length > 0 && !name.Contains(' ', StringComparison.Ordinal) && !name.Contains('(', StringComparison.Ordinal), text);
        return name.StartsWith('#') ? names![name] : name;
    }

    private static void Require(bool condition, string expression)
    {
        if (!condition)
        {
            throw new NotSupportedException(expression);
        }
    }
}
