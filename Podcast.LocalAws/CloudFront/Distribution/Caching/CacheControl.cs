using System.Globalization;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>The directives of a Cache-Control header that CloudFront knows.</summary>
internal sealed class CacheControl
{
    private readonly Dictionary<string, string> _directives = new(StringComparer.OrdinalIgnoreCase);

    private CacheControl()
    {
    }

    /// <summary>Whether the origin does not want the response kept.</summary>
    public bool ForbidsCaching => Has("no-store") || Has("no-cache") || Has("private");

    /// <summary>Whether a stale response must not be used, whatever the origin's state.</summary>
    public bool ForbidsStale => Has("must-revalidate") || Has("proxy-revalidate");

    /// <summary>For a shared cache, <c>s-maxage</c> wins.</summary>
    public TimeSpan? MaxAge => Seconds("s-maxage") ?? Seconds("max-age");

    public TimeSpan? StaleWhileRevalidate => Seconds("stale-while-revalidate");

    public TimeSpan? StaleIfError => Seconds("stale-if-error");

    public static CacheControl Parse(string? header)
    {
        var result = new CacheControl();
        foreach (var directive in (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = directive.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (directive, "") : (directive[..equals].Trim(), directive[(equals + 1)..].Trim().Trim('"'));
            result._directives.TryAdd(name, value);
        }

        return result;
    }

    private bool Has(string name) => _directives.ContainsKey(name);

    private TimeSpan? Seconds(string name) =>
        _directives.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue))
            : null;
}
