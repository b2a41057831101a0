using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Lambda;

/// <summary>Reads the members of requests that change something.</summary>
internal static class LambdaInput
{
    public static AwsException Invalid(string message) => new("InvalidParameterValueException", message, StatusCodes.Status400BadRequest);

    /// <summary>Refuses what an operation would have to ignore.</summary>
    /// <exception cref="AwsException">NotImplemented: the request has another member.</exception>
    public static void RequireKnown(JsonObject input, string operation, params ReadOnlySpan<string> members)
    {
        foreach (var (name, value) in input)
        {
            if (value is not null && !members.Contains(name))
            {
                throw AwsException.NotImplemented("Lambda", $"{operation} with the member {name}");
            }
        }
    }

    public static int? Number(JsonObject input, string name, int from, int to) => input[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) && number >= from && number <= to => number,
        var other => throw Invalid(
            $"1 validation error detected: Value '{other.ToJsonString()}' at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must have a value from {from} to {to}"),
    };

    public static bool? Flag(JsonObject input, string name) => input[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw Invalid($"{name} has to be true or false."),
    };

    public static string? Text(JsonObject input, string name) => input[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw Invalid($"{name} has to be a string."),
    };
}
