using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>The origin of a request: the behavior's, as far as the function did not change it.</summary>
internal static class OriginSelector
{
    public static OriginConfig Select(DistributionConfig distribution, BehaviorConfig behavior, OriginChange? change)
    {
        var origin = distribution.Origins[change?.OriginId ?? behavior.TargetOriginId];
        if (change is null)
        {
            return origin;
        }

        var scheme = change.Protocol ?? origin.Scheme;
        return origin with
        {
            DomainName = change.DomainName ?? origin.DomainName,
            HostHeader = change.HostHeader ?? origin.HostHeader,
            OriginPath = change.OriginPath ?? origin.OriginPath,
            CustomHeaders = change.CustomHeaders ?? origin.CustomHeaders,
            Scheme = scheme,
            Port = change.Port ?? (scheme == origin.Scheme ? origin.Port : scheme == "https" ? 443 : 80),
            ReadTimeout = change.ReadTimeout ?? origin.ReadTimeout,
            AccessControl = change.AccessControl is { } control
                ? control.Enabled ? new(control.OriginType, control.SigningBehavior, control.Region) : null
                : origin.AccessControl,
        };
    }
}
