using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam.Conditions;

/// <summary>One operator with one key and its values. All conditions of a statement have to hold; of the values one is enough.</summary>
internal sealed class Condition
{
    private readonly ConditionOperator _operator;
    private readonly ConditionSet _set;
    private readonly bool _ifExists;
    private readonly string _key;
    private readonly IReadOnlyList<PolicyText> _values;

    private Condition(ConditionOperator op, ConditionSet set, bool ifExists, string key, IReadOnlyList<PolicyText> values) =>
        (_operator, _set, _ifExists, _key, _values) = (op, set, ifExists, key, values);

    /// <summary>Reads a condition.</summary>
    /// <param name="source">Where the policy is, for the error.</param>
    /// <param name="name">The operator, such as <c>ForAnyValue:StringLikeIfExists</c>.</param>
    /// <param name="key">The condition key.</param>
    /// <param name="values">The policy's values.</param>
    /// <exception cref="TemplateException">The operator, the key or a value is one that LocalAws could only guess at.</exception>
    public static Condition Parse(string source, string name, string key, IReadOnlyList<PolicyText> values)
    {
        var rest = name.AsSpan();
        var set = Take(ref rest, "ForAllValues:") ? ConditionSet.ForAllValues
            : Take(ref rest, "ForAnyValue:") ? ConditionSet.ForAnyValue
            : ConditionSet.None;
        var ifExists = rest.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase);
        var op = ConditionOperators.Find((ifExists ? rest[..^"IfExists".Length] : rest).ToString());
        if (op is null || (op.Name == "Null" && (ifExists || set != ConditionSet.None)))
        {
            throw new TemplateException($"{source}: '{name}' is not a condition operator of IAM.");
        }

        foreach (var used in values.SelectMany(value => value.Keys).Append(key))
        {
            if (!ConditionKeys.IsKnown(used))
            {
                throw new TemplateException(
                    $"{source}: the condition key '{used}' is none that LocalAws fills in, so whether the condition holds in AWS could only be guessed.");
            }
        }

        foreach (var value in values.Where(value => !value.Keys.Any()))
        {
            if (op.Check(value.Source) is { } fault)
            {
                throw new TemplateException($"{source}: the value '{value.Source}' of {name} {key} {fault}.");
            }
        }

        return new(op, set, ifExists, key, values);
    }

    public bool Holds(ConditionContext context)
    {
        var isPresent = context.TryGet(_key, out var present);
        if (_operator.Name == "Null")
        {
            return _values.Any(value => string.Equals(value.Source, "true", StringComparison.OrdinalIgnoreCase) != isPresent);
        }

        if (!isPresent)
        {
            return _ifExists || _set == ConditionSet.ForAllValues || (_operator.IsNegated && _set == ConditionSet.None);
        }

        return _set == ConditionSet.ForAllValues
            ? present!.All(value => FitsOne(value, context))
            : present!.Any(value => FitsOne(value, context));
    }

    /// <summary>The condition and what the request has, for the developer.</summary>
    public string Describe(ConditionContext context)
    {
        var has = context.TryGet(_key, out var present) ? string.Join(", ", present) : "not there";
        var prefix = _set == ConditionSet.None ? "" : $"{_set}:";
        return $"{prefix}{_operator.Name}{(_ifExists ? "IfExists" : "")} {_key} {string.Join(" or ", _values.Select(value => value.Source))} (it is {has})";
    }

    private static bool Take(ref ReadOnlySpan<char> text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        text = text[prefix.Length..];
        return true;
    }

    private bool FitsOne(string value, ConditionContext context) =>
        _values.Any(expected => _operator.Fits(value, expected, context)) != _operator.IsNegated;
}
