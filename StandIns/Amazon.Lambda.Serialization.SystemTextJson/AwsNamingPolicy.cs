#nullable disable

using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Names of AWS events: two header-like members of S3 events are spelled with hyphens, the rest is left to a further policy.</summary>
public class AwsNamingPolicy : JsonNamingPolicy
{
    private readonly JsonNamingPolicy _fallback;

    /// <summary>Leaves every other name as it is.</summary>
    public AwsNamingPolicy()
    {
    }

    /// <summary>Hands every other name to a further policy.</summary>
    /// <param name="fallbackNamingPolicy">May be null: names stay as they are.</param>
    public AwsNamingPolicy(JsonNamingPolicy fallbackNamingPolicy) => _fallback = fallbackNamingPolicy;

    /// <inheritdoc/>
    public override string ConvertName(string name) => name switch
    {
        "XAmzId2" => "x-amz-id-2",
        "XAmzRequestId" => "x-amz-request-id",
        _ => _fallback is null ? name : _fallback.ConvertName(name),
    };
}
