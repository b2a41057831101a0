using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Podcast.AppHost.Alarms;

/// <summary>Finds the alarms of a synthesized template.</summary>
internal static partial class TemplateAlarms
{
    public static IReadOnlyList<TemplateAlarm> Read(string templatePath)
    {
        using var file = File.OpenRead(templatePath);
        using var template = JsonDocument.Parse(file);
        var alarms = new List<TemplateAlarm>();
        foreach (var resource in template.RootElement.GetProperty("Resources").EnumerateObject())
        {
            if (resource.Value.GetProperty("Type").ValueEquals("AWS::CloudWatch::Alarm"))
            {
                var description = resource.Value.GetProperty("Properties").TryGetProperty("AlarmDescription", out var text) ? text.ToString() : "";
                alarms.Add(new(resource.Name, $"alarm-{NameOf(resource.Name)}", description));
            }
        }

        return alarms;
    }

    // The logical id is the path of constructs and a hash: the last construct is what people call the alarm.
    private static string NameOf(string logicalId)
    {
        var name = ConstructPath().Replace(logicalId, "");
        var result = new StringBuilder();
        foreach (var symbol in name)
        {
            if (char.IsAsciiLetterUpper(symbol) && result.Length > 0)
            {
                result.Append('-');
            }

            result.Append(char.ToLowerInvariant(symbol));
        }

        return result.ToString();
    }

    [GeneratedRegex("^ObservabilityAlarms|[0-9A-F]{8}$")]
    private static partial Regex ConstructPath();
}
