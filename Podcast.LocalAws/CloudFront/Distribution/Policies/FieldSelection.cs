namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>Which query parameters or cookies a policy includes: none, all, some, or all except some.</summary>
internal sealed class FieldSelection
{
    public static readonly FieldSelection None = new(false, []);
    public static readonly FieldSelection All = new(true, []);

    private readonly bool _includesOthers;
    private readonly HashSet<string> _names;

    private FieldSelection(bool includesOthers, IEnumerable<string> names)
    {
        _includesOthers = includesOthers;
        _names = names.ToHashSet(StringComparer.Ordinal);
    }

    public static FieldSelection Only(IEnumerable<string> names) => new(false, names);

    public static FieldSelection AllExcept(IEnumerable<string> names) => new(true, names);

    public bool IsNone => !_includesOthers && _names.Count == 0;

    public bool IsAll => _includesOthers && _names.Count == 0;

    public bool Includes(string name) => _includesOthers != _names.Contains(name);
}
