using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Iam.Policies;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// A service acts for any account that configures it, so a policy that lets a service in has to say for which resource: otherwise a stranger's resource gets
/// in by the same door. See https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html.
/// </summary>
internal sealed class ConfusedDeputyRule : ITemplateRule
{
    private const string Stranger = "999999999999";

    private static readonly Dictionary<string, string> UrlKeys = new()
    {
        [ConditionKeys.FunctionUrlAuthType] = "AWS_IAM",
        [ConditionKeys.InvokedViaFunctionUrl] = "true",
    };

    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var policies = stack.Authorization.Policies;
        return policies.ResourcePolicies.Concat(policies.Roles.Values.Select(role => (ResourceArn: role.Arn, Policy: role.Trust)))
            .SelectMany(owned => owned.Policy.Statements.Where(statement => statement.Effect == PolicyEffect.Allow && statement.Principal is not null)
                .SelectMany(statement => statement.Principal!.Services.SelectMany(service => Check(stack, owned.ResourceArn, owned.Policy, statement, service))));
    }

    private static IEnumerable<TemplateFinding> Check(CheckedStack stack, string owner, PolicyDocument policy, PolicyStatement statement, string service)
    {
        var action = Example(statement.Actions[0]);
        var resource = statement.Resources[0].Source == "*" ? owner : Example(statement.Resources[0]);
        if (IsOfTheAccountAlone(service, action))
        {
            yield break;
        }

        var path = $"{policy.Source}, statement {statement.Name}";
        if (stack.Authorization.Allows(stack.Authorization.Service(service, Source(stack, service, Stranger)), action, resource, UrlKeys))
        {
            yield return TemplateFinding.Warning(
                path, $"{service} may {action} for resources of any account (confused deputy): the statement lacks the condition {ConditionKeys.SourceArn}.");
        }
        else if (!IsForTheWholeAccount(service, action)
            && stack.Authorization.Allows(stack.Authorization.Service(service, Source(stack, service, stack.Stack.AccountId)), action, resource, UrlKeys))
        {
            yield return TemplateFinding.Warning(
                path, $"{service} may {action} for any resource of the account: the statement lacks the condition {ConditionKeys.SourceArn}.");
        }

        // The ARN of a bucket has no account in it.
        var keys = new Dictionary<string, string>(UrlKeys) { [ConditionKeys.SourceAccount] = Stranger };
        foreach (var bucket in stack.OfType("AWS::S3::Bucket").Where(bucket => stack.Authorization.Allows(stack.Authorization.Service(service, bucket.GetAtt("Arn")), action, resource, keys)))
        {
            yield return TemplateFinding.Warning(
                path, $"{service} may {action} for another account that takes the name of {bucket.LogicalId} once it is deleted: the statement lacks the condition {ConditionKeys.SourceAccount}.");
        }
    }

    // Lambda becomes a role only for a function of the role's own account, and only when whoever made the function may pass it; a condition
    // would have to name the function, which is made after its role.
    private static bool IsOfTheAccountAlone(string service, string action) => service == "lambda.amazonaws.com" && action == "sts:AssumeRole";

    // Alarms are many, and CloudFormation names them.
    private static bool IsForTheWholeAccount(string service, string action) => service == "cloudwatch.amazonaws.com" && action == "sns:Publish";

    private static string Source(CheckedStack stack, string service, string account) =>
        new AwsArns(account, stack.Stack.Region).Regional(service.Split('.')[0], "any");

    private static string Example(PolicyText text) => text.Source.Replace("*", "any", StringComparison.Ordinal);
}
