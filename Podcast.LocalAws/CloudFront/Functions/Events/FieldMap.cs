using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>
/// Headers, query parameters or cookies, in order, each name with all its values. Header names are lower-case, others as sent. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html.
/// </summary>
internal sealed class FieldMap : IEnumerable<KeyValuePair<string, FieldValue[]>>
{
    private readonly OrderedDictionary<string, FieldValue[]> _fields = new(StringComparer.Ordinal);

    public int Count => _fields.Count;

    /// <summary>All values, as lines of one header are read together; <see langword="null"/> when the name is missing. See RFC 9110, 5.2.</summary>
    public string? this[string name] => _fields.TryGetValue(name, out var values) ? string.Join(", ", values.Select(value => value.Value)) : null;

    public void Add(string name, FieldValue value)
    {
        if (_fields.TryGetValue(name, out var values))
        {
            _fields[name] = [.. values, value];
        }
        else
        {
            _fields.Add(name, [value]);
        }
    }

    public void Add(string name, string value) => Add(name, new FieldValue(value));

    public void Set(string name, FieldValue[] values) => _fields[name] = values;

    public void Remove(string name) => _fields.Remove(name);

    public bool TryGet(string name, [NotNullWhen(true)] out FieldValue[]? values) => _fields.TryGetValue(name, out values);

    /// <summary>Whether both hold the same names with the same values; the order of names does not matter.</summary>
    public bool SameAs(FieldMap other) =>
        Count == other.Count && this.All(field => other.TryGet(field.Key, out var values) && values.AsSpan().SequenceEqual(field.Value));

    public IEnumerator<KeyValuePair<string, FieldValue[]>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
