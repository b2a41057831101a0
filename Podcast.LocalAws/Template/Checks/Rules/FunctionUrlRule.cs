using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Iam.Conditions;

namespace Podcast.LocalAws.Template.Checks.Rules;

/// <summary>A URL without authentication still needs both permissions for everyone. See https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html.</summary>
internal sealed class FunctionUrlRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        foreach (var url in stack.OfType("AWS::Lambda::Url").Where(url => url.Properties["AuthType"]?.ToString() == "NONE"))
        {
            var everyone = stack.Authorization.Service(Principals.Anonymous);
            var function = url.GetAtt("FunctionArn");
            if (stack.Refusal(everyone, "lambda:InvokeFunctionUrl", function, Key(ConditionKeys.FunctionUrlAuthType, "NONE")) is { } one)
            {
                yield return TemplateFinding.Error(url.LogicalId, $"The URL answers everybody with 403 Forbidden. {one}");
            }

            if (stack.Refusal(everyone, "lambda:InvokeFunction", function, Key(ConditionKeys.InvokedViaFunctionUrl, "true")) is { } two)
            {
                yield return TemplateFinding.Error(url.LogicalId, $"The URL answers everybody with 403 Forbidden. {two}");
            }
        }
    }

    internal static Dictionary<string, string> Key(string name, string value) => new() { [name] = value };
}
