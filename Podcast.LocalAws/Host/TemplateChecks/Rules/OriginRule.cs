using System.Text.Json.Nodes;
using Podcast.LocalAws.Iam.Conditions;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// An origin in AWS accepts only requests that CloudFront signs, and only when its policy allows them.
/// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html.
/// </summary>
internal sealed class OriginRule : ITemplateRule
{
    private const string CloudFront = "cloudfront.amazonaws.com";

    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.OfType("AWS::CloudFront::Distribution").SelectMany(distribution =>
        CheckedStack.Objects(distribution.Properties["DistributionConfig"]?["Origins"]).SelectMany(origin => Check(stack, distribution, origin))
            .Concat(CheckTargets(distribution)));

    private static IEnumerable<TemplateFinding> CheckTargets(StackResource distribution)
    {
        var config = distribution.Properties["DistributionConfig"];
        var ids = CheckedStack.Objects(config?["Origins"]).Concat(CheckedStack.Objects(config?["OriginGroups"]?["Items"]))
            .Select(target => target["Id"]?.ToString()).ToHashSet();
        return Behaviors.Of(distribution).Where(behavior => !ids.Contains(behavior.Properties["TargetOriginId"]?.ToString()))
            .Select(behavior => TemplateFinding.Refusal(
                $"{behavior.Path}.TargetOriginId", $"NoSuchOrigin: One or more of your origins do not exist: {behavior.Properties["TargetOriginId"]}."));
    }

    private static IEnumerable<TemplateFinding> Check(CheckedStack stack, StackResource distribution, JsonObject origin)
    {
        var path = $"{distribution.LogicalId}.Origins[{origin["Id"]}]";
        var domain = origin["DomainName"]?.ToString() ?? "";
        var url = stack.OfType("AWS::Lambda::Url").FirstOrDefault(one => one.GetAtt("FunctionUrl").Contains($"//{domain}/", StringComparison.Ordinal));
        var bucket = stack.OfType("AWS::S3::Bucket").FirstOrDefault(one => one.GetAtt("RegionalDomainName") == domain || one.GetAtt("DomainName") == domain);
        var type = url is not null ? "lambda" : bucket is not null ? "s3" : null;
        if (type is null || url?.Properties["AuthType"]?.ToString() == "NONE")
        {
            yield break;
        }

        var controlId = origin["OriginAccessControlId"]?.ToString();
        var control = stack.OfType("AWS::CloudFront::OriginAccessControl").FirstOrDefault(one => one.PhysicalId == controlId)?.Properties["OriginAccessControlConfig"];
        if (control is null || control["SigningBehavior"]?.ToString() == "never")
        {
            yield return TemplateFinding.Error(
                $"{path}.OriginAccessControlId", "The origin refuses unsigned requests with 403, and CloudFront signs none without an origin access control.");
        }
        else if (control["OriginAccessControlOriginType"]?.ToString() is var actual && actual != type)
        {
            yield return TemplateFinding.Error($"{path}.OriginAccessControlId", $"The origin access control is for {actual}, but the origin is {type}.");
        }

        foreach (var refusal in Refusals(stack, stack.Authorization.Service(CloudFront, stack.DistributionArn(distribution)), url, bucket, BehaviorsOf(distribution, origin)))
        {
            yield return TemplateFinding.Error(path, $"The origin refuses CloudFront with 403. {refusal}");
        }
    }

    private static List<Behavior> BehaviorsOf(StackResource distribution, JsonObject origin)
    {
        var id = origin["Id"]?.ToString();
        var targets = CheckedStack.Objects(distribution.Properties["DistributionConfig"]?["OriginGroups"]?["Items"])
            .Where(group => CheckedStack.Objects(group["Members"]?["Items"]).Any(member => member["OriginId"]?.ToString() == id))
            .Select(group => group["Id"]?.ToString()).Append(id).ToHashSet();
        return [.. Behaviors.Of(distribution).Where(behavior => targets.Contains(behavior.Properties["TargetOriginId"]?.ToString()))];
    }

    private static IEnumerable<string> Refusals(CheckedStack stack, Core.AwsCaller edge, StackResource? url, StackResource? bucket, IReadOnlyList<Behavior> behaviors)
    {
        if (url is not null)
        {
            var function = url.GetAtt("FunctionArn");
            return new[]
            {
                stack.Refusal(edge, "lambda:InvokeFunctionUrl", function, FunctionUrlRule.Key(ConditionKeys.FunctionUrlAuthType, "AWS_IAM")),
                stack.Refusal(edge, "lambda:InvokeFunction", function, FunctionUrlRule.Key(ConditionKeys.InvokedViaFunctionUrl, "true")),
            }.OfType<string>();
        }

        // Some part of the bucket is enough for what a function guards, since it may write the path anew: which objects are published is the policy's own business.
        var objects = $"{bucket!.GetAtt("Arn")}/";
        var open = behaviors.Where(IsOpen).Select(behavior => Sample(objects + behavior.Pattern.TrimStart('/'))).ToList();
        var granted = stack.Authorization.Policies.OfResource(bucket.GetAtt("Arn")).SelectMany(policy => policy.Statements).SelectMany(statement => statement.Resources)
            .Select(resource => Sample(resource.Source)).Append($"{objects}any").Except(open).ToList();
        var isServed = behaviors is [_, ..] && behaviors.All(IsOpen) || granted.Any(published => stack.Authorization.Allows(edge, "s3:GetObject", published));
        return open.Where(path => !stack.Authorization.Allows(edge, "s3:GetObject", path)).Concat(isServed ? [] : [$"{objects}any"])
            .Select(path => stack.Refusal(edge, "s3:GetObject", path)!);
    }

    private static bool IsOpen(Behavior behavior) => !behavior.IsGuarded && behavior.IsBelowAFixedSegment;

    private static string Sample(string pattern) => pattern.Replace("*", "any", StringComparison.Ordinal);
}
