using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>The origins of a request: the behavior's, as far as the function did not change them.</summary>
internal static class OriginSelector
{
    public static OriginConfig Select(DistributionConfig distribution, BehaviorConfig behavior, OriginChange? change) =>
        Apply(change?.OriginId is { } id ? distribution.Origins[id] : distribution.PrimaryOrigin(behavior), change);

    /// <summary>
    /// The second origin, for methods that may be tried again. A function's change is the first origin's only. See
    /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html.
    /// </summary>
    public static FailoverConfig? SelectFailover(DistributionConfig distribution, BehaviorConfig behavior, OriginChange? change, string method)
    {
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !(HttpMethods.IsOptions(method) && behavior.CachesOptions))
        {
            return null;
        }

        if (change?.Group is { } chosen)
        {
            return new(Apply(distribution.Origins[chosen.Secondary.OriginId!], chosen.Secondary), chosen.StatusCodes);
        }

        return change?.OriginId is null && distribution.OriginGroups.TryGetValue(behavior.TargetOriginId, out var group)
            ? new(distribution.Origins[group.SecondaryId], group.StatusCodes)
            : null;
    }

    private static OriginConfig Apply(OriginConfig origin, OriginChange? change)
    {
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
            ResponseCompletionTimeout = change.ResponseCompletionTimeout ?? origin.ResponseCompletionTimeout,
            Connection = new()
            {
                ConnectTimeout = change.ConnectionTimeout ?? origin.Connection.ConnectTimeout,
                Attempts = change.ConnectionAttempts ?? origin.Connection.Attempts,
                KeepAlive = change.KeepAliveTimeout ?? origin.Connection.KeepAlive,
                Protocols = change.SslProtocols is { } protocols ? TlsProtocols.Parse(protocols)!.Value : origin.Connection.Protocols,
                ServerName = change.Sni ?? origin.Connection.ServerName,
                CertificateNames = change.AllowedCertificateNames is { } names ? string.Join(',', names) : origin.Connection.CertificateNames,
            },
            AccessControl = change.AccessControl is { } control
                ? control.Enabled ? new(control.OriginType, control.SigningBehavior, control.Region) : null
                : origin.AccessControl,
        };
    }
}
