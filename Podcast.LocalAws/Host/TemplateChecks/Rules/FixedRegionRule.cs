using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>A region or an account that is written out makes the stack work in that region or account only.</summary>
internal sealed partial class FixedRegionRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.Stack.Template?["Resources"] is JsonObject resources
        ? resources.SelectMany(resource => Find(resource.Value?["Properties"], $"{resource.Key}"))
        : [];

    private static IEnumerable<TemplateFinding> Find(JsonNode? node, string path) => node switch
    {
        JsonObject properties => properties.Where(property => property.Key is not ("FunctionCode" or "Description" or "Comment"))
            .SelectMany(property => Find(property.Value, $"{path}.{property.Key}")),
        JsonArray items => items.SelectMany(item => Find(item, path)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => FindInText(value.GetValue<string>(), path),
        _ => [],
    };

    private static IEnumerable<TemplateFinding> FindInText(string text, string path)
    {
        if (Region().Match(text) is { Success: true } region)
        {
            yield return TemplateFinding.Warning(path, $"The region {region.Value} is written out, so the stack works in no other: use AWS::Region.");
        }

        if (Account().Match(text) is { Success: true } account)
        {
            yield return TemplateFinding.Warning(path, $"The account {account.Groups[1].Value} is written out, so the stack works in no other: use AWS::AccountId.");
        }
    }

    [GeneratedRegex(@"\b(us|us-gov|eu|ap|sa|ca|me|af|il|cn|mx)-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d\b", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"arn:aws[^:]*:[^:]*:[^:]*:(\d{12}):", RegexOptions.CultureInvariant)]
    private static partial Regex Account();
}
