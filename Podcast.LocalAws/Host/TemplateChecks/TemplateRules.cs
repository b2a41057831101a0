using Podcast.LocalAws.Host.TemplateChecks.Rules;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks;

/// <summary>All rules.</summary>
internal static class TemplateRules
{
    // A deployment reports what LocalAws lacks, too: that is no fault of a template.
    private static readonly ITemplateRule[] OfSupport = [new UnimplementedPropertyRule(), new RunnableFunctionRule()];

    private static readonly ITemplateRule[] All =
    [
        new FunctionRule(), new FunctionRoleRule(), new FunctionUrlRule(), new AsyncInvokeRule(), new StreamRule(), new EventSourceMappingRule(),
        new ScheduleRule(), new EventRuleRule(), new EdgeFunctionRule(), new EdgeStoreRule(), new BehaviorRule(), new OriginRule(), new TableKeyRule(),
        new BucketRule(), new TlsOnlyRule(), new PassRoleRule(), new OutputRule(), new LogDeliveryRule(), new AlarmRule(), new MetricRule(), new InvokerRule(), new FixedRegionRule(),
        new CustomResourceRule(), new ConfusedDeputyRule(), new PropertyRule(), new PropertyValueRule(), new UniqueNameRule(), new RunnableFunctionRule(),
        new TraceExportRule(),
    ];

    /// <exception cref="TemplateException">A policy is malformed, or has what LocalAws does not cover.</exception>
    public static IReadOnlyList<TemplateFinding> Check(Stack stack, TimeProvider time)
    {
        var view = View(stack, time);
        return [.. All.SelectMany(rule => rule.Check(view))];
    }

    /// <summary>What AWS would refuse, what cannot work, and what has no effect here.</summary>
    /// <exception cref="TemplateException">A policy is malformed, or has what LocalAws does not cover.</exception>
    public static IReadOnlyList<TemplateFinding> CheckDeployment(Stack stack, TimeProvider time)
    {
        var view = View(stack, time);
        return [.. All.SelectMany(rule => rule.Check(view)).Where(finding => finding.IsError), .. OfSupport.SelectMany(rule => rule.Check(view))];
    }

    private static CheckedStack View(Stack stack, TimeProvider time) => new(stack, new StackAuthorization(StackPolicies.Read(stack), time));
}
