using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// What Lambda requires of a mapping and of its function's role when it is created, and where records go that fail.
/// See https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html.
/// </summary>
internal sealed class EventSourceMappingRule : ITemplateRule
{
    private static readonly string[] StreamActions =
        ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"];

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) =>
        stack.OfType("AWS::Lambda::EventSourceMapping").SelectMany(mapping => Check(stack, mapping));

    private static IEnumerable<TemplateFinding> Check(CheckedStack stack, StackResource mapping)
    {
        var properties = mapping.Properties;
        var stream = properties["EventSourceArn"]?.ToString();
        if (stack.Find("AWS::Lambda::Function", properties["FunctionName"]?.ToString()) is not { } function)
        {
            yield return TemplateFinding.Refusal($"{mapping.LogicalId}.FunctionName", $"The function is none of the template: {properties["FunctionName"]}");
            yield break;
        }

        if (!stack.OfType("AWS::DynamoDB::Table").Any(table => table.Properties["StreamSpecification"] is not null && table.GetAtt("StreamArn") == stream))
        {
            yield return TemplateFinding.Refusal($"{mapping.LogicalId}.EventSourceArn", $"It is the stream of no table of the template: {stream ?? "not set"}. A table has a stream when it has a StreamSpecification.");
            yield break;
        }

        if (properties["StartingPosition"] is null)
        {
            yield return TemplateFinding.Refusal($"{mapping.LogicalId}.StartingPosition", "1 validation error detected: StartingPosition is mandatory for streams.");
        }

        var session = stack.Authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId);
        foreach (var action in StreamActions)
        {
            if (stack.Refusal(session, action, stream!) is { } refusal)
            {
                yield return TemplateFinding.Refusal(
                    mapping.LogicalId,
                    $"Cannot access stream {stream}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM. {refusal}");
            }
        }

        foreach (var finding in CheckFailures(stack, mapping, session))
        {
            yield return finding;
        }
    }

    private static IEnumerable<TemplateFinding> CheckFailures(CheckedStack stack, StackResource mapping, Core.AwsCaller session)
    {
        var properties = mapping.Properties;
        var destination = properties["DestinationConfig"]?["OnFailure"]?["Destination"]?.ToString();
        if (destination is null)
        {
            yield return TemplateFinding.Warning(
                $"{mapping.LogicalId}.DestinationConfig", "Records that fail for good are dropped without a trace: the mapping has no OnFailure destination.");
        }
        else if (Destinations.Refusal(stack, session, destination) is { } refusal)
        {
            yield return TemplateFinding.Refusal(
                $"{mapping.LogicalId}.DestinationConfig", $"The provided execution role does not have permissions to call SendMessage on SQS. {refusal}");
        }

        if (!Has(properties["FunctionResponseTypes"], "ReportBatchItemFailures"))
        {
            yield return TemplateFinding.Warning(
                $"{mapping.LogicalId}.FunctionResponseTypes", "What the function reports as batchItemFailures is swallowed, and the records count as done: ReportBatchItemFailures is not set.");
        }

        if (!HasLimit(properties["MaximumRetryAttempts"]) && !HasLimit(properties["MaximumRecordAgeInSeconds"]))
        {
            yield return TemplateFinding.Warning(
                $"{mapping.LogicalId}.MaximumRetryAttempts",
                "One record that always fails stops its shard until it expires after 24 hours: neither MaximumRetryAttempts nor MaximumRecordAgeInSeconds sets a limit.");
        }

        if (properties["BisectBatchOnFunctionError"]?.ToString().ToLowerInvariant() != "true")
        {
            yield return TemplateFinding.Warning(
                $"{mapping.LogicalId}.BisectBatchOnFunctionError", "One record that always fails takes the rest of its batch with it: batches are not bisected.");
        }
    }

    // -1, the default, is no limit.
    private static bool HasLimit(JsonNode? node) =>
        int.TryParse(node?.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) && limit >= 0;

    private static bool Has(JsonNode? list, string value) => CheckedStack.Texts(list).Contains(value);
}
