using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>The stack that is checked, with the lookups that several rules share.</summary>
internal sealed class CheckedStack(Stack stack, StackAuthorization authorization)
{
    public Stack Stack => stack;

    public StackAuthorization Authorization => authorization;

    public IEnumerable<StackResource> OfType(string type) => stack.OfType(type);

    /// <summary>The resource of a type whose ARN or name is the given one.</summary>
    public StackResource? Find(string type, string? arnOrName) =>
        arnOrName is null ? null : stack.OfType(type).FirstOrDefault(one => one.PhysicalId == arnOrName || ArnOf(one) == arnOrName);

    public static string? ArnOf(StackResource resource) => resource.Type switch
    {
        "AWS::CloudFront::Function" or "AWS::SNS::Topic" => resource.PhysicalId,
        "AWS::Lambda::Url" => null,
        _ => resource.GetAtt("Arn"),
    };

    public string DistributionArn(StackResource distribution) => stack.Arns.Distribution(distribution.PhysicalId);

    /// <returns>Why the caller may not, with the hint; <see langword="null"/> when it may.</returns>
    public string? Refusal(AwsCaller caller, string action, string resourceArn, IReadOnlyDictionary<string, string>? keys = null)
    {
        var decision = authorization.Evaluate(caller, action, resourceArn, keys).Decision;
        return decision.IsAllowed ? null : $"{decision.Message}. {decision.Hint}";
    }

    /// <returns>Why the service may not act as the role.</returns>
    public string? TrustRefusal(string roleArn, string service, string? sourceArn = null) =>
        Refusal(authorization.Service(service, sourceArn), "sts:AssumeRole", roleArn);

    public static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();

    public static IEnumerable<string> Texts(JsonNode? node) => (node as JsonArray ?? []).Select(item => item?.ToString() ?? "");
}
