namespace Podcast.Functions.EmptyBucket;

/// <summary>
/// The response to CloudFormation, at most 4,096 bytes. See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html.
/// </summary>
/// <param name="Status">SUCCESS or FAILED.</param>
/// <param name="Reason">Why it failed; null when it did not.</param>
/// <param name="PhysicalResourceId">The bucket: another bucket is another resource, so CloudFormation has the one before emptied.</param>
/// <param name="StackId">That of the request.</param>
/// <param name="RequestId">That of the request.</param>
/// <param name="LogicalResourceId">That of the request.</param>
internal sealed record CustomResourceResponse(
    string Status, string? Reason, string PhysicalResourceId, string StackId, string RequestId, string LogicalResourceId)
{
    private const int LongestReason = 1000;

    /// <param name="request">The request.</param>
    /// <param name="failure">What went wrong; null when nothing did.</param>
    public static CustomResourceResponse To(CustomResourceRequest request, string? failure) => new(
        failure is null ? "SUCCESS" : "FAILED",
        failure is { Length: > LongestReason } ? failure[..LongestReason] : failure,
        // A name that is already known stays: a response with another name would be about another resource.
        (request.Type == "Delete" ? request.PhysicalResourceId : null) ?? request.BucketName ?? request.PhysicalResourceId ?? request.LogicalResourceId,
        request.StackId,
        request.RequestId,
        request.LogicalResourceId);
}
