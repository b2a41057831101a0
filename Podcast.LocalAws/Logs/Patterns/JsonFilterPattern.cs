using System.Text.Json;

namespace Podcast.LocalAws.Logs.Patterns;

/// <summary>A condition on the fields of messages that are JSON objects; others do not match.</summary>
internal sealed class JsonFilterPattern(Func<JsonElement, bool> condition) : FilterPattern
{
    public override bool Matches(string message)
    {
        if (!message.AsSpan().TrimStart().StartsWith("{"))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(message);
            return condition(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
