using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// A URL without authentication still needs both permissions for everyone, and no permission may reach further than the URL.
/// See https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html.
/// </summary>
internal sealed class FunctionUrlRule : ITemplateRule
{
    private const string CloudFront = "cloudfront.amazonaws.com";

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => CheckOpen(stack).Concat(stack.OfType("AWS::Lambda::Url").SelectMany(url => CheckReach(stack, url)));

    private static IEnumerable<TemplateFinding> CheckOpen(CheckedStack stack)
    {
        foreach (var url in stack.OfType("AWS::Lambda::Url").Where(url => url.Properties["AuthType"]?.ToString() == "NONE"))
        {
            var everyone = stack.Authorization.Service(Principals.Anonymous);
            var function = url.GetAtt("FunctionArn");
            if (stack.Refusal(everyone, "lambda:InvokeFunctionUrl", function, Key(ConditionKeys.FunctionUrlAuthType, "NONE")) is { } one)
            {
                yield return TemplateFinding.Error(url.LogicalId, $"The URL refuses every caller with 403 Forbidden. {one}");
            }

            if (stack.Refusal(everyone, "lambda:InvokeFunction", function, Key(ConditionKeys.InvokedViaFunctionUrl, "true")) is { } two)
            {
                yield return TemplateFinding.Error(url.LogicalId, $"The URL refuses every caller with 403 Forbidden. {two}");
            }
        }
    }

    private static IEnumerable<TemplateFinding> CheckReach(CheckedStack stack, StackResource url)
    {
        var function = url.GetAtt("FunctionArn");
        var other = url.Properties["AuthType"]?.ToString() == "NONE" ? "AWS_IAM" : "NONE";
        var callers = stack.OfType("AWS::CloudFront::Distribution")
            .Select(distribution => stack.Authorization.Service(CloudFront, stack.DistributionArn(distribution)))
            .Prepend(stack.Authorization.Service(Principals.Anonymous));
        foreach (var caller in callers)
        {
            var who = caller.PrincipalArn == Principals.Anonymous ? "Everybody" : caller.PrincipalArn;
            if (stack.Authorization.Allows(caller, "lambda:InvokeFunctionUrl", function, Key(ConditionKeys.FunctionUrlAuthType, other)))
            {
                yield return TemplateFinding.Warning(
                    url.LogicalId, $"{who} may call the URL even if its AuthType were {other}: the permission lambda:InvokeFunctionUrl lacks its FunctionUrlAuthType.");
            }

            if (stack.Authorization.Allows(caller, "lambda:InvokeFunction", function))
            {
                yield return TemplateFinding.Warning(
                    url.LogicalId, $"{who} may invoke the function past its URL, with any event: the permission lambda:InvokeFunction lacks InvokedViaFunctionUrl.");
            }
        }
    }

    internal static Dictionary<string, string> Key(string name, string value) => new() { [name] = value };
}
