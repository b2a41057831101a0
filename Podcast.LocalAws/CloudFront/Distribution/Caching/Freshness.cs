using Microsoft.Net.Http.Headers;
using Podcast.LocalAws.CloudFront.Distribution.Policies;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>
/// How long a response may be used. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html and
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html.
/// </summary>
/// <param name="StoredAt">When the origin gave or confirmed it.</param>
/// <param name="FreshUntil">Until then no request goes to the origin.</param>
/// <param name="RefreshedInBackgroundUntil">Until then it is used while a request goes to the origin.</param>
/// <param name="UsedOnErrorUntil">Until then it is used when the origin fails.</param>
internal sealed record Freshness(DateTimeOffset StoredAt, DateTimeOffset FreshUntil, DateTimeOffset RefreshedInBackgroundUntil, DateTimeOffset UsedOnErrorUntil)
{
    private static readonly int[] AlwaysKept = [404, 414, 500, 501, 502, 503, 504];
    private static readonly int[] KeptWithMaxAge = [400, 403, 405, 412, 415];
    private static readonly int[] KeptSuccesses = [200, 203, 206, 300, 301, 302, 307, 308];

    /// <summary>The freshness of a response; <see langword="null"/> when it is not kept.</summary>
    /// <param name="status">The origin's status.</param>
    /// <param name="header">Finds one of the origin's headers.</param>
    /// <param name="lifetimes">What the cache policy says.</param>
    /// <param name="errorLifetime">How long an error of this status is kept at least.</param>
    /// <param name="now">The time.</param>
    public static Freshness? Of(int status, Func<string, string?> header, CacheLifetimes lifetimes, TimeSpan errorLifetime, DateTimeOffset now)
    {
        var control = CacheControl.Parse(header("Cache-Control"));
        var stated = control.MaxAge ?? Expiry(header, now);
        var lifetime = status >= 400
            ? ErrorLifetime(status, control, stated, errorLifetime, lifetimes)
            : KeptSuccesses.Contains(status) ? Lifetime(control, stated, lifetimes) : TimeSpan.Zero;
        if (lifetime <= TimeSpan.Zero)
        {
            return null;
        }

        var end = now + lifetime;
        return new(
            now,
            end,
            end + (control.ForbidsStale ? TimeSpan.Zero : control.StaleWhileRevalidate ?? TimeSpan.Zero),
            // Without the directive, CloudFront uses what it has for as long as the origin fails.
            control.ForbidsStale ? end : control.StaleIfError is { } limit ? end + limit : DateTimeOffset.MaxValue);
    }

    private static TimeSpan Lifetime(CacheControl control, TimeSpan? stated, CacheLifetimes lifetimes)
    {
        if (control.ForbidsCaching)
        {
            return lifetimes.Minimum;
        }

        var lifetime = stated is { } value ? (value < lifetimes.Maximum ? value : lifetimes.Maximum) : lifetimes.Default;
        return lifetime > lifetimes.Minimum ? lifetime : lifetimes.Minimum;
    }

    private static TimeSpan ErrorLifetime(int status, CacheControl control, TimeSpan? stated, TimeSpan minimum, CacheLifetimes lifetimes)
    {
        if (control.ForbidsCaching || !(AlwaysKept.Contains(status) || (KeptWithMaxAge.Contains(status) && control.MaxAge is not null)))
        {
            return TimeSpan.Zero;
        }

        var lifetime = stated is { } value && value < lifetimes.Maximum ? value : stated is null ? TimeSpan.Zero : lifetimes.Maximum;
        return lifetime > minimum ? lifetime : minimum;
    }

    private static TimeSpan? Expiry(Func<string, string?> header, DateTimeOffset now)
    {
        if (header("Expires") is not { } text)
        {
            return null;
        }

        var date = HeaderUtilities.TryParseDate(header("Date"), out var sent) ? sent : now;
        // What is no date, such as 0, has expired.
        return HeaderUtilities.TryParseDate(text, out var expires) && expires > date ? expires - date : TimeSpan.Zero;
    }
}
