using System.Collections.Frozen;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>
/// What a cache behavior may have, and that none lets requests past the function that guards the others. Files for everybody are below a fixed segment of
/// the path (<c>/artwork/*</c>), which no token can be.
/// See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-cachebehavior.html.
/// </summary>
internal sealed class BehaviorRule : ITemplateRule
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "AllowedMethods", "CachedMethods", "CachePolicyId", "Compress", "DefaultTTL", "FieldLevelEncryptionId", "ForwardedValues", "FunctionAssociations",
        "GrpcConfig", "LambdaFunctionAssociations", "MaxTTL", "MinTTL", "OriginRequestPolicyId", "PathPattern", "RealtimeLogConfigArn",
        "ResponseHeadersPolicyId", "SmoothStreaming", "TargetOriginId", "TrustedKeyGroups", "TrustedSigners", "ViewerProtocolPolicy");

    public IEnumerable<TemplateFinding> Check(CheckedStack stack)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var distribution in stack.OfType("AWS::CloudFront::Distribution"))
        {
            var behaviors = Behaviors.Of(distribution).ToList();
            used.UnionWith(behaviors.SelectMany(behavior => behavior.Functions("viewer-request").Concat(behavior.Functions("viewer-response"))));
            foreach (var finding in behaviors.SelectMany(behavior => CheckProperties(behavior)).Concat(CheckGuard(stack, behaviors)))
            {
                yield return finding;
            }
        }

        foreach (var function in stack.OfType("AWS::CloudFront::Function").Where(function => !used.Contains(function.PhysicalId)))
        {
            yield return TemplateFinding.Warning(function.LogicalId, "No cache behavior has the function in its FunctionAssociations: it never runs.");
        }
    }

    private static IEnumerable<TemplateFinding> CheckProperties(Behavior behavior)
    {
        foreach (var (name, _) in behavior.Properties.Where(property => !Known.Contains(property.Key)))
        {
            yield return TemplateFinding.Refusal(
                $"{behavior.Path}.{name}",
                name.StartsWith("KeyValueStoreAssociation", StringComparison.Ordinal)
                    ? "Encountered unsupported property. A key-value store is associated with a function: FunctionConfig.KeyValueStoreAssociations of AWS::CloudFront::Function."
                    : "Encountered unsupported property.");
        }
    }

    private static IEnumerable<TemplateFinding> CheckGuard(CheckedStack stack, List<Behavior> behaviors)
    {
        var guard = behaviors.SelectMany(behavior => behavior.Functions("viewer-request")).FirstOrDefault();
        if (guard is null)
        {
            yield break;
        }

        var name = stack.Find("AWS::CloudFront::Function", guard)?.LogicalId ?? guard;
        foreach (var behavior in behaviors.Where(behavior => !behavior.IsGuarded && !behavior.IsBelowAFixedSegment))
        {
            yield return TemplateFinding.Warning(
                $"{behavior.Path}.FunctionAssociations", $"Its requests reach the origin unchecked: it has no viewer-request function, while other behaviors have {name}.");
        }
    }
}
