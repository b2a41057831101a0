using System.Text.Json.Nodes;
using Podcast.LocalAws.Lambda.Processes;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

/// <summary>Names the functions that nothing here can run, so that nobody waits for them.</summary>
internal sealed class RunnableFunctionRule : ITemplateRule
{
    public IEnumerable<TemplateFinding> Check(CheckedStack stack) => stack.OfType("AWS::Lambda::Function")
        .Select(function => (function, Reason: FunctionCommand.WhyNotRunnable(function.Properties["Runtime"]?.ToString(), function.Properties["Code"] as JsonObject)))
        .Where(found => found.Reason is not null)
        .Select(found => TemplateFinding.Warning($"{found.function.LogicalId}.Code", found.Reason!));
}
