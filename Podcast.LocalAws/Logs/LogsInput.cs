using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Logs;

/// <summary>Reads the members of requests.</summary>
internal static class LogsInput
{
    public static string Text(JsonObject input, string name) => OptionalText(input, name) ?? throw LogsErrors.Invalid(
        $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");

    public static string? OptionalText(JsonObject input, string name) => input[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw LogsErrors.Invalid($"{name} has to be a string."),
    };

    public static long? Time(JsonObject input, string name) => input[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<long>(out var number) && number >= 0 => number,
        _ => throw LogsErrors.Invalid($"{name} has to be a number of milliseconds since 1970."),
    };

    public static bool Flag(JsonObject input, string name) => input[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw LogsErrors.Invalid($"{name} has to be true or false."),
    };

    public static int Limit(JsonObject input, int largest) => input["limit"] switch
    {
        null => largest,
        JsonValue value when value.TryGetValue<int>(out var number) && number >= 1 && number <= largest => number,
        var other => throw LogsErrors.Invalid(
            $"1 validation error detected: Value '{other.ToJsonString()}' at 'limit' failed to satisfy constraint: Member must have a value from 1 to {largest}"),
    };

    public static IReadOnlyList<string> Texts(JsonObject input, string name) => input[name] switch
    {
        null => [],
        JsonArray values when values.All(value => value is JsonValue text && text.TryGetValue<string>(out _)) => [.. values.Select(value => value!.GetValue<string>())],
        _ => throw LogsErrors.Invalid($"{name} has to be a list of strings."),
    };

    /// <summary>The name of the log group that a request means by its name or its ARN.</summary>
    public static string GroupName(JsonObject input)
    {
        if (OptionalText(input, "logGroupIdentifier") is not { } identifier)
        {
            return Text(input, "logGroupName");
        }

        if (input["logGroupName"] is not null)
        {
            throw LogsErrors.Invalid("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
        }

        // arn:aws:logs:region:account:log-group:name
        return identifier.Split(':') is ["arn", _, "logs", _, _, "log-group", var name, ..] ? name : identifier;
    }
}
