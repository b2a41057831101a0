namespace Podcast.LocalAws.CloudFront.Distribution.Configuration;

/// <summary>An origin group. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-origingroup.html.</summary>
internal sealed record OriginGroupConfig(string Id, string PrimaryId, string SecondaryId, IReadOnlySet<int> StatusCodes);
