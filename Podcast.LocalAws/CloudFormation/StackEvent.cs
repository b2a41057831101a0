namespace Podcast.LocalAws.CloudFormation;

/// <summary>One line of a stack's history. See https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html.</summary>
internal sealed record StackEvent(
    string Id,
    string LogicalId,
    string PhysicalId,
    string Type,
    string Status,
    string? Reason,
    string? Properties,
    string? Token,
    DateTimeOffset Timestamp);
