using Podcast.LocalAws.Host.TemplateChecks.Rules;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>All rules.</summary>
internal static class TemplateRules
{
    private static readonly ITemplateRule[] All =
    [
        new FunctionRule(), new FunctionRoleRule(), new FunctionUrlRule(), new AsyncInvokeRule(), new StreamRule(), new EventSourceMappingRule(),
        new ScheduleRule(), new EventRuleRule(), new EdgeFunctionRule(), new EdgeStoreRule(), new BehaviorRule(), new OriginRule(), new TableKeyRule(),
        new BucketRule(), new TlsOnlyRule(), new PassRoleRule(), new OutputRule(), new LogDeliveryRule(), new AlarmRule(), new InvokerRule(), new FixedRegionRule(),
        new CustomResourceRule(), new ConfusedDeputyRule(),
    ];

    /// <exception cref="TemplateException">A policy is malformed, or has what LocalAws does not cover.</exception>
    public static IReadOnlyList<TemplateFinding> Check(Stack stack, TimeProvider time)
    {
        var view = new CheckedStack(stack, new StackAuthorization(StackPolicies.Read(stack), time));
        return [.. All.SelectMany(rule => rule.Check(view))];
    }
}
