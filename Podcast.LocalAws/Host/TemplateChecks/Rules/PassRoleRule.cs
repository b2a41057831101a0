using System.Text.Json.Nodes;
using Podcast.LocalAws.Iam.Conditions;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// A function that passes a role to MediaConvert needs iam:PassRole, and the role has to trust MediaConvert for the template's queue.
/// See https://docs.aws.amazon.com/mediaconvert/latest/ug/creating-the-iam-role-in-mediaconvert-configured.html.
/// </summary>
internal sealed class PassRoleRule : ITemplateRule
{
    private const string MediaConvert = "mediaconvert.amazonaws.com";
    private const string AnotherService = "ec2.amazonaws.com";

    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var queues = stack.OfType("AWS::MediaConvert::Queue").Select(queue => queue.GetAtt("Arn")).ToList();
        foreach (var function in stack.OfType("AWS::Lambda::Function"))
        {
            var handed = (function.Properties["Environment"]?["Variables"] as JsonObject ?? [])
                .Select(variable => variable.Value?.ToString() ?? "").Where(value => value.Contains(":role/", StringComparison.Ordinal));
            foreach (var role in handed)
            {
                if (stack.Find("AWS::IAM::Role", role) is null)
                {
                    yield return TemplateFinding.Error($"{function.LogicalId}.Environment", $"The role is none of the template: {role}");
                    continue;
                }

                var session = stack.Authorization.Session(function.Properties["Role"]?.ToString() ?? "", function.PhysicalId);
                if (stack.Refusal(session, "iam:PassRole", role, FunctionUrlRule.Key(ConditionKeys.PassedToService, MediaConvert)) is { } refusal)
                {
                    yield return TemplateFinding.Error(function.LogicalId, $"It has the role in its environment and could not hand it over. {refusal}");
                }

                if (stack.Authorization.Allows(session, "iam:PassRole", role, FunctionUrlRule.Key(ConditionKeys.PassedToService, AnotherService)))
                {
                    yield return TemplateFinding.Warning(
                        function.LogicalId, $"It may hand the role {role} over to any service, not only to {MediaConvert}: its statement for iam:PassRole lacks the condition {ConditionKeys.PassedToService}.");
                }

                foreach (var distrust in queues.Select(queue => stack.TrustRefusal(role, MediaConvert, queue)).OfType<string>())
                {
                    yield return TemplateFinding.Error(function.LogicalId, $"MediaConvert could not become the role that it is handed. {distrust}");
                }
            }
        }
    }
}
