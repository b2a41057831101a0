using System.Text.Json.Nodes;
using System.Xml.Linq;
using static Podcast.LocalAws.Core.Protocols.AwsQuery.QueryResponse;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>Stacks, change sets and events in the shapes of CloudFormation's API.</summary>
internal static class StackDescriptions
{
    public static object?[] Stack(DeployedStack stack) =>
    [
        Element("StackName", stack.Name),
        Element("StackId", stack.Id),
        Element("Description", stack.Template["Description"]?.ToString()),
        Element("CreationTime", stack.Created),
        Element("LastUpdatedTime", stack.Updated),
        Element("DeletionTime", stack.Deleted),
        Element("StackStatus", stack.Status),
        Element("StackStatusReason", stack.StatusReason),
        Element("ChangeSetId", stack.LastChangeSetId),
        Element("RoleARN", stack.RoleArn),
        Element("DisableRollback", false),
        Element("EnableTerminationProtection", stack.HasTerminationProtection),
        List("NotificationARNs", Array.Empty<string>(), arn => arn),
        List("Capabilities", stack.Capabilities, capability => capability),
        List("Tags", stack.Tags, Pair("Key", "Value")),
        List("Parameters", stack.Parameters, Pair("ParameterKey", "ParameterValue")),
        List("Outputs", stack.Resolved?.Outputs ?? new Dictionary<string, string>(), output => new[]
        {
            Element("OutputKey", output.Key),
            Element("OutputValue", output.Value),
            Element("Description", stack.Template["Outputs"]?[output.Key]?["Description"]?.ToString()),
            Element("ExportName", ExportName(stack, output.Key)),
        }),
        new XElement("DriftInformation", Element("StackDriftStatus", "NOT_CHECKED")),
    ];

    public static object?[] Summary(DeployedStack stack) =>
    [
        Element("StackName", stack.Name),
        Element("StackId", stack.Id),
        Element("CreationTime", stack.Created),
        Element("LastUpdatedTime", stack.Updated),
        Element("DeletionTime", stack.Deleted),
        Element("StackStatus", stack.Status),
        Element("StackStatusReason", stack.StatusReason),
        Element("TemplateDescription", stack.Template["Description"]?.ToString()),
    ];

    public static object?[] ChangeSet(DeployedStack stack, ChangeSet changeSet) =>
    [
        Element("ChangeSetName", changeSet.Name),
        Element("ChangeSetId", changeSet.Id),
        Element("StackId", stack.Id),
        Element("StackName", stack.Name),
        Element("Description", changeSet.Description),
        Element("CreationTime", changeSet.Created),
        Element("Status", changeSet.Status),
        Element("StatusReason", changeSet.StatusReason),
        Element("ExecutionStatus", changeSet.ExecutionStatus),
        List("Capabilities", changeSet.Capabilities, capability => capability),
        List("Tags", changeSet.Tags, Pair("Key", "Value")),
        List("Parameters", changeSet.Parameters, Pair("ParameterKey", "ParameterValue")),
        List("Changes", (changeSet.Plan?.Changes ?? []).Concat(changeSet.Plan?.Removals ?? []), change => new XElement[]
        {
            new("Type", "Resource"),
            new("ResourceChange", Change(change)),
        }),
    ];

    public static object?[] Event(DeployedStack stack, StackEvent happened) =>
    [
        Element("StackId", stack.Id),
        Element("StackName", stack.Name),
        Element("EventId", happened.Id),
        Element("LogicalResourceId", happened.LogicalId),
        Element("PhysicalResourceId", happened.PhysicalId),
        Element("ResourceType", happened.Type),
        Element("Timestamp", happened.Timestamp),
        Element("ResourceStatus", happened.Status),
        Element("ResourceStatusReason", happened.Reason),
        Element("ResourceProperties", happened.Properties),
        Element("ClientRequestToken", happened.Token),
    ];

    public static object?[] Resource(DeployedStack stack, DeployedResource resource) =>
    [
        Element("StackId", stack.Id),
        Element("StackName", stack.Name),
        Element("LogicalResourceId", resource.LogicalId),
        Element("PhysicalResourceId", resource.PhysicalId),
        Element("ResourceType", resource.Type),
        Element("Timestamp", resource.Timestamp),
        Element("LastUpdatedTimestamp", resource.Timestamp),
        Element("ResourceStatus", resource.Status),
        Element("ResourceStatusReason", resource.StatusReason),
    ];

    public static object?[] TemplateSummary(JsonObject template) =>
    [
        Element("Description", template["Description"]?.ToString()),
        List("Parameters", template["Parameters"] as JsonObject ?? [], parameter => new[]
        {
            Element("ParameterKey", parameter.Key),
            Element("DefaultValue", parameter.Value?["Default"]?.ToString()),
            Element("ParameterType", parameter.Value?["Type"]?.ToString()),
            Element("NoEcho", parameter.Value?["NoEcho"]?.ToString() == "true"),
            Element("Description", parameter.Value?["Description"]?.ToString()),
        }),
        List("ResourceTypes", template["Resources"]!.AsObject().Select(resource => resource.Value!["Type"]?.ToString()).Distinct(), type => type),
        List("Capabilities", Array.Empty<string>(), capability => capability),
    ];

    private static object?[] Change(ResourceChange change) =>
    [
        Element("Action", change.Action),
        Element("LogicalResourceId", change.LogicalId),
        Element("PhysicalResourceId", change.Before?.PhysicalId),
        Element("ResourceType", change.Either.Type),
        Element("Replacement", change.Action == "Modify" ? change.Replaces ? "True" : "False" : null),
        List("Scope", change.ChangedProperties.Count > 0 ? ["Properties"] : Array.Empty<string>(), scope => scope),
        List("Details", change.ChangedProperties, property => new object?[]
        {
            new XElement(
                "Target",
                Element("Attribute", "Properties"),
                Element("Name", property),
                Element("RequiresRecreation", ReplacementRules.Replaces(change.Either.Type, property) ? "Always" : "Never")),
            Element("Evaluation", "Static"),
            Element("ChangeSource", "DirectModification"),
        }),
    ];

    private static string? ExportName(DeployedStack stack, string output)
    {
        var declaration = stack.Template["Outputs"]?[output]?["Export"]?["Name"];
        return declaration is null
            ? null
            : stack.Resolved!.Exports.FirstOrDefault(export => export.Value == stack.Resolved.Outputs[output]).Key;
    }

    private static Func<KeyValuePair<string, string>, object?> Pair(string key, string value) => pair => new[] { Element(key, pair.Key), Element(value, pair.Value) };
}
