using System.Globalization;
using Jint.Runtime;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>A clock that stands still: a function sees the time of its start for the whole run.</summary>
internal sealed class FrozenTimeSystem(DateTimeOffset now) : DefaultTimeSystem(TimeZoneInfo.Utc, CultureInfo.InvariantCulture)
{
    public override DateTimeOffset GetUtcNow() => now;
}
