using System.Text.Json;

namespace Podcast.Functions.EmptyBucket;

/// <summary>
/// A request of CloudFormation for a custom resource. See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes.html.
/// </summary>
/// <param name="Type">Create, Update or Delete.</param>
/// <param name="ResponseUrl">Where the response goes. It is presigned, so it is never logged.</param>
/// <param name="StackId">Sent back as it is.</param>
/// <param name="RequestId">Sent back as it is.</param>
/// <param name="LogicalResourceId">Sent back as it is.</param>
/// <param name="PhysicalResourceId">What the resource was called before; null when it is created.</param>
/// <param name="BucketName">The property of that name; null when there is none.</param>
internal sealed record CustomResourceRequest(
    string Type, Uri ResponseUrl, string StackId, string RequestId, string LogicalResourceId, string? PhysicalResourceId, string? BucketName)
{
    /// <exception cref="ArgumentException">The event is not such a request.</exception>
    public static CustomResourceRequest Read(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object || !Uri.TryCreate(Text(input, "ResponseURL"), UriKind.Absolute, out var url))
        {
            throw new ArgumentException("Only CloudFormation invokes this function: the event has no ResponseURL.", nameof(input));
        }

        var properties = input.TryGetProperty("ResourceProperties", out var element) && element.ValueKind == JsonValueKind.Object ? element : default;
        return new(
            Text(input, "RequestType") ?? "",
            url,
            Text(input, "StackId") ?? "",
            Text(input, "RequestId") ?? "",
            Text(input, "LogicalResourceId") ?? "",
            Text(input, "PhysicalResourceId"),
            Text(properties, "BucketName"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
