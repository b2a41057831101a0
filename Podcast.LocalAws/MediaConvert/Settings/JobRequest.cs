using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.MediaConvert.Settings;

/// <summary>The request of CreateJob, with its own members checked; the settings are checked by <see cref="SettingsValidator"/>.</summary>
/// <param name="Role">The ARN of the job's role.</param>
/// <param name="Settings">The job's settings.</param>
/// <param name="Queue">The queue's ARN or name; null for the default one.</param>
/// <param name="Priority">-50 to 50.</param>
/// <param name="ClientRequestToken">At most 64 ASCII characters; null when there is none.</param>
/// <param name="StatusUpdateInterval">Such as <c>SECONDS_60</c>.</param>
/// <param name="UserMetadata">What comes back with the job and its events.</param>
internal sealed record JobRequest(
    string Role, JsonObject Settings, string? Queue, int Priority, string? ClientRequestToken, string StatusUpdateInterval, JsonObject UserMetadata)
{
    private const int LongestToken = 64;

    private static readonly HashSet<string> Intervals = new(
        [.. new[] { 10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600 }.Select(seconds => $"SECONDS_{seconds}")], StringComparer.Ordinal);

    /// <exception cref="Core.AwsException">A member is missing or wrong.</exception>
    public static JobRequest Read(JsonObject body)
    {
        var role = Text(body, "role") ?? throw MediaConvertErrors.BadRequest("The 'role' field is required.");
        if (!role.StartsWith("arn:aws", StringComparison.Ordinal) || !role.Contains(":iam::", StringComparison.Ordinal) || !role.Contains(":role/", StringComparison.Ordinal))
        {
            throw MediaConvertErrors.BadRequest("Invalid role ARN format. Please check the role ARN and try again.");
        }

        if (body["jobTemplate"] is not null)
        {
            throw MediaConvertErrors.BadRequest("LocalAws has no job templates: send the settings with the job.");
        }

        var token = Text(body, "clientRequestToken");
        if (token is { Length: > LongestToken } || token?.Any(character => !char.IsAscii(character)) == true)
        {
            throw MediaConvertErrors.BadRequest($"The 'clientRequestToken' field must have at most {LongestToken} ASCII characters.");
        }

        var interval = Text(body, "statusUpdateInterval") ?? "SECONDS_60";
        return new(
            role,
            body["settings"] as JsonObject ?? throw MediaConvertErrors.BadRequest("The 'settings' field is required."),
            Text(body, "queue"),
            ReadPriority(body["priority"]),
            token,
            Intervals.Contains(interval) ? interval : throw MediaConvertErrors.BadRequest($"The 'statusUpdateInterval' field can't be '{interval}'."),
            ReadMetadata(body["userMetadata"]));
    }

    private static int ReadPriority(JsonNode? node) => node switch
    {
        null => 0,
        JsonValue value when value.TryGetValue<int>(out var priority) && priority is >= -50 and <= 50 => priority,
        _ => throw MediaConvertErrors.BadRequest("The 'priority' field must be between -50 and 50."),
    };

    private static JsonObject ReadMetadata(JsonNode? node) => node switch
    {
        null => [],
        JsonObject metadata when metadata.All(item => item.Value?.GetValueKind() == JsonValueKind.String) => metadata,
        _ => throw MediaConvertErrors.BadRequest("The 'userMetadata' field must be a map of strings."),
    };

    private static string? Text(JsonObject body, string name) => body[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw MediaConvertErrors.BadRequest($"The '{name}' field must be a string."),
    };
}
