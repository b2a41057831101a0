using System.Text;
using System.Text.Json;

namespace Podcast.AppHost.Schedules;

/// <summary>Finds the schedules of a synthesized template.</summary>
internal static class TemplateSchedules
{
    public static IReadOnlyList<TemplateSchedule> Read(string templatePath)
    {
        using var file = File.OpenRead(templatePath);
        using var template = JsonDocument.Parse(file);
        var resources = template.RootElement.GetProperty("Resources");
        var schedules = new List<TemplateSchedule>();
        foreach (var resource in resources.EnumerateObject())
        {
            if (!resource.Value.GetProperty("Type").ValueEquals("AWS::Scheduler::Schedule"))
            {
                continue;
            }

            var properties = resource.Value.GetProperty("Properties");
            var name = HandlerOf(resources, properties) is { } handler ? $"{KebabCase(handler)}-schedule" : resource.Name.ToLowerInvariant();
            var taken = schedules.Count(other => other.Name == name || other.Name.StartsWith($"{name}-", StringComparison.Ordinal));
            schedules.Add(new(resource.Name, taken == 0 ? name : $"{name}-{taken + 1}", properties.GetProperty("ScheduleExpression").ToString()));
        }

        return schedules;
    }

    // The function is named by the target's Fn::GetAtt.
    private static string? HandlerOf(JsonElement resources, JsonElement schedule) =>
        schedule.GetProperty("Target").GetProperty("Arn") is { ValueKind: JsonValueKind.Object } arn
        && arn.TryGetProperty("Fn::GetAtt", out var reference)
        && reference.ValueKind == JsonValueKind.Array
        && resources.TryGetProperty(reference[0].ToString(), out var function)
        && function.GetProperty("Properties").TryGetProperty("Handler", out var handler)
            ? handler.ToString()
            : null;

    private static string KebabCase(string text)
    {
        var result = new StringBuilder();
        foreach (var symbol in text)
        {
            if (char.IsAsciiLetterUpper(symbol) && result.Length > 0)
            {
                result.Append('-');
            }

            result.Append(char.ToLowerInvariant(symbol));
        }

        return result.ToString();
    }
}
