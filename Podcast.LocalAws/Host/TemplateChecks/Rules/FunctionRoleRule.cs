using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>What Lambda itself does as a function's role: it assumes the role, writes the log and the traces.</summary>
internal sealed class FunctionRoleRule : ITemplateRule
{
    private static readonly string[] LogActions = ["logs:CreateLogStream", "logs:PutLogEvents"];
    private static readonly string[] TraceActions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.OfType("AWS::Lambda::Function").SelectMany(function => Check(stack, function));

    private static IEnumerable<TemplateFinding> Check(CheckedStack stack, StackResource function)
    {
        var role = function.Properties["Role"]?.ToString() ?? "";
        if (stack.Find("AWS::IAM::Role", role) is null)
        {
            yield return TemplateFinding.Error($"{function.LogicalId}.Role", $"The role is none of the template: {role}");
            yield break;
        }

        if (stack.TrustRefusal(role, "lambda.amazonaws.com") is { } distrust)
        {
            yield return TemplateFinding.Refusal($"{function.LogicalId}.Role", $"The role defined for the function cannot be assumed by Lambda. {distrust}");
        }

        var session = stack.Authorization.Session(role, function.PhysicalId);
        var group = function.Properties["LoggingConfig"]?["LogGroup"]?.ToString() ?? $"/aws/lambda/{function.PhysicalId}";
        var stream = stack.Stack.Arns.LogGroup(group) + ":log-stream:any";
        foreach (var action in LogActions)
        {
            if (stack.Refusal(session, action, stream) is { } refusal)
            {
                yield return TemplateFinding.Warning(function.LogicalId, $"The function's log will be empty. {refusal}");
            }
        }

        if (function.Properties["TracingConfig"]?["Mode"]?.ToString() != "Active")
        {
            yield break;
        }

        foreach (var action in TraceActions)
        {
            if (stack.Refusal(session, action, "*") is { } refusal)
            {
                yield return TemplateFinding.Refusal(
                    $"{function.LogicalId}.TracingConfig", $"The provided execution role does not have permissions to call {action[5..]} on XRAY. {refusal}");
            }
        }
    }
}
