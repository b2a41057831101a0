using System.Text.Json;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>What a custom resource's function has answered.</summary>
/// <param name="PhysicalId">How it calls the resource.</param>
/// <param name="Failure">Why it failed; <see langword="null"/> when it did not.</param>
internal sealed record CustomResourceAnswer(string PhysicalId, string? Failure)
{
    /// <summary>Reads the document. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html.</summary>
    /// <param name="body">What was sent.</param>
    /// <param name="expected">The values that the request had and the answer has to repeat.</param>
    public static CustomResourceAnswer Read(ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string> expected)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            return expected.FirstOrDefault(pair => Text(answer, pair.Key) != pair.Value) is { Key: { } wrong } ? Invalid($"Value of property {wrong} is not that of the request")
                : Text(answer, "PhysicalResourceId") is not { Length: > 0 } id ? Invalid("PhysicalResourceId is missing")
                : Text(answer, "Status") switch
                {
                    "SUCCESS" => new(id, null),
                    "FAILED" => new(id, $"Received response status [FAILED] from custom resource. Message returned: {Text(answer, "Reason")} (RequestId: {expected["RequestId"]})"),
                    _ => Invalid("Status has to be SUCCESS or FAILED"),
                };
        }
        catch (JsonException)
        {
            return Invalid("it is no JSON");
        }
    }

    private static CustomResourceAnswer Invalid(string why) => new("", $"Invalid response from the custom resource: {why}.");

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
