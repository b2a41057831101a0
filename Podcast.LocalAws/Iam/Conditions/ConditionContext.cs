using System.Diagnostics.CodeAnalysis;

namespace Podcast.LocalAws.Iam.Conditions;

/// <summary>The condition keys of one request. A key's name has no case; a key that is absent is something else than an empty one.</summary>
internal sealed class ConditionContext
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Values => _values;

    public ConditionContext Set(string key, params IReadOnlyList<string> values)
    {
        _values[key] = values;
        return this;
    }

    public bool TryGet(string key, [NotNullWhen(true)] out IReadOnlyList<string>? values) => _values.TryGetValue(key, out values);
}
