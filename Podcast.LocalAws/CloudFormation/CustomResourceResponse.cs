using System.Text.Json;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>The response of a custom resource's function.</summary>
/// <param name="PhysicalId">The resource's physical id.</param>
/// <param name="Failure">Why it failed; <see langword="null"/> when it did not.</param>
internal sealed record CustomResourceResponse(string PhysicalId, string? Failure)
{
    /// <summary>Reads the document. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html.</summary>
    /// <param name="body">What was sent.</param>
    /// <param name="expected">The values of the request that the response must repeat.</param>
    public static CustomResourceResponse Read(ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string> expected)
    {
        try
        {
            JsonInput.RequireWellFormed(body.Span);
            using var document = JsonDocument.Parse(body);
            var response = document.RootElement;
            return expected.FirstOrDefault(pair => Text(response, pair.Key) != pair.Value) is { Key: { } wrong } ? Invalid($"Value of property {wrong} is not that of the request")
                : Text(response, "PhysicalResourceId") is not { Length: > 0 } id ? Invalid("PhysicalResourceId is missing")
                : Text(response, "Status") switch
                {
                    "SUCCESS" => new(id, null),
                    "FAILED" => new(id, $"Received response status [FAILED] from custom resource. Message returned: {Text(response, "Reason")} (RequestId: {expected["RequestId"]})"),
                    _ => Invalid("Status must be SUCCESS or FAILED"),
                };
        }
        catch (JsonException)
        {
            return Invalid("it is not JSON");
        }
    }

    private static CustomResourceResponse Invalid(string why) => new("", $"Invalid response from the custom resource: {why}.");

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
