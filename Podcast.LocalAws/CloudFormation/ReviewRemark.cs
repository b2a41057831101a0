namespace Podcast.LocalAws.CloudFormation;

/// <summary>A remark of a review.</summary>
/// <param name="LogicalId">The resource that it is about.</param>
/// <param name="IsRefusal">Whether AWS would refuse the resource; else it is a warning.</param>
/// <param name="Message">For a refusal in the words of AWS.</param>
internal sealed record ReviewRemark(string LogicalId, bool IsRefusal, string Message);
