namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>The second origin of a group. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html.</summary>
/// <param name="Secondary">Gets the request when the first origin fails.</param>
/// <param name="StatusCodes">The first origin's statuses that count as failures; 503 stands for no connection too, 504 for no response in time.</param>
internal sealed record FailoverConfig(OriginConfig Secondary, IReadOnlySet<int> StatusCodes);
