using System.Text.Json.Nodes;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Iam.Policies;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Iam;

/// <summary>
/// The statement that <c>AWS::Lambda::Permission</c> adds to a function's policy.
/// See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html.
/// </summary>
internal static class LambdaPermission
{
    private static readonly string[] Properties =
        ["Action", "FunctionName", "Principal", "SourceArn", "SourceAccount", "FunctionUrlAuthType", "InvokedViaFunctionUrl"];

    public static string FunctionArn(StackResource permission, Stack stack)
    {
        var name = permission.Properties["FunctionName"]?.ToString() ?? throw new TemplateException($"{permission.LogicalId}.FunctionName is not set.");
        return name.StartsWith("arn:", StringComparison.Ordinal) ? name : stack.Arns.Function(name);
    }

    public static PolicyDocument ToPolicy(StackResource permission, Stack stack) => PolicyReader.Read(
        permission.LogicalId, new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = ToStatement(permission, stack) }, PolicyKind.Resource);

    /// <summary>The statement as Lambda shows it in the function's policy.</summary>
    /// <exception cref="TemplateException">A property is missing, or is not implemented.</exception>
    public static JsonObject ToStatement(StackResource permission, Stack stack)
    {
        var properties = permission.Properties;
        foreach (var (name, _) in properties)
        {
            if (!Properties.Contains(name))
            {
                throw new TemplateException($"{permission.LogicalId}.{name}: LocalAws does not implement this property of a function's permission.");
            }
        }

        var principal = properties["Principal"]?.ToString() ?? throw new TemplateException($"{permission.LogicalId}.Principal is not set.");
        var conditions = new JsonObject();
        Add(conditions, "ArnLike", ConditionKeys.SourceArn, properties["SourceArn"]);
        Add(conditions, "StringEquals", ConditionKeys.SourceAccount, properties["SourceAccount"]);
        Add(conditions, "StringEquals", ConditionKeys.FunctionUrlAuthType, properties["FunctionUrlAuthType"]);
        Add(conditions, "Bool", ConditionKeys.InvokedViaFunctionUrl, properties["InvokedViaFunctionUrl"]);
        var statement = new JsonObject
        {
            ["Sid"] = permission.LogicalId,
            ["Effect"] = "Allow",
            ["Action"] = properties["Action"]?.DeepClone(),
            ["Resource"] = FunctionArn(permission, stack),
            ["Principal"] = principal == "*" ? "*" : new JsonObject { [Principals.IsService(principal) ? "Service" : "AWS"] = principal },
        };
        if (conditions.Count > 0)
        {
            statement["Condition"] = conditions;
        }

        return statement;
    }

    private static void Add(JsonObject conditions, string op, string key, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        if (conditions[op] is not JsonObject keys)
        {
            conditions[op] = keys = [];
        }

        keys[key] = value.DeepClone();
    }
}
