using System.Collections.Frozen;

namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>
/// The statuses that may lead from the first origin of a group to the second. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html.
/// </summary>
internal static class FailoverStatusCodes
{
    public static readonly FrozenSet<int> All = FrozenSet.Create(400, 403, 404, 416, 429, 500, 502, 503, 504);
}
