using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.AccessLogs;

/// <summary>Where the log of a distribution goes, and what of each request is in it.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="DistributionId">The distribution.</param>
/// <param name="Bucket">The bucket of the log.</param>
/// <param name="Sender">The service that delivers, on behalf of the delivery source.</param>
/// <param name="Path">The folders of an object's key, with the variables of partitioning.</param>
/// <param name="Fields">The names of the fields, in their order.</param>
internal sealed record AccessLogDelivery(
    string LogicalId, string DistributionId, string Bucket, AwsCaller Sender, string Path, IReadOnlyList<AccessLogField> Fields);
