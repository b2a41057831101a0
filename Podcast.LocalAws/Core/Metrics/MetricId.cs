namespace Podcast.LocalAws.Core.Metrics;

/// <summary>One metric: its namespace, its name and its dimensions, whose order does not matter. Callers that record often keep it.</summary>
internal sealed class MetricId : IEquatable<MetricId>
{
    private readonly int _hash;

    public MetricId(string @namespace, string name, params IEnumerable<KeyValuePair<string, string>> dimensions)
    {
        Namespace = @namespace;
        Name = name;
        Dimensions = [.. dimensions.OrderBy(dimension => dimension.Key, StringComparer.Ordinal)];
        var hash = new HashCode();
        hash.Add(@namespace, StringComparer.Ordinal);
        hash.Add(name, StringComparer.Ordinal);
        foreach (var (key, value) in Dimensions)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        _hash = hash.ToHashCode();
    }

    public string Namespace { get; }

    public string Name { get; }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Dimensions { get; }

    public bool Equals(MetricId? other) => ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Name == other.Name && Namespace == other.Namespace && Dimensions.SequenceEqual(other.Dimensions));

    public override bool Equals(object? obj) => Equals(obj as MetricId);

    public override int GetHashCode() => _hash;

    public override string ToString() => $"{Namespace} {Name} {string.Join(", ", Dimensions.Select(dimension => $"{dimension.Key}={dimension.Value}"))}".TrimEnd();
}
