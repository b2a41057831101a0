using System.Text.Json.Nodes;
using Podcast.LocalAws.Host.TemplateChecks;
using Podcast.LocalAws.Iam;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Faults;

/// <summary>
/// The problems that a developer sees of a template: when it is loaded, when it is checked, when a function starts with its environment, or when one of the
/// calls is made that the system makes.
/// </summary>
internal sealed class MutantCheck(IReadOnlyCollection<RecordedCall> calls, StackIdentity? identity = null)
{
    private static readonly StackIdentity Identity = new("Podcast", "000000000000", "us-east-1");

    private readonly FunctionVariables _variables = new();

    /// <returns>The messages; none when the template is as good as any.</returns>
    public IEnumerable<string> FindProblems(JsonObject template)
    {
        Stack stack;
        IReadOnlyList<TemplateFinding> findings;
        StackAuthorization authorization;
        try
        {
            stack = StackLoader.Parse(template.ToJsonString(), identity ?? Identity);
            findings = TemplateRules.Check(stack, TimeProvider.System);
            authorization = new(StackPolicies.Read(stack), TimeProvider.System);
        }
        catch (TemplateException refused)
        {
            return [refused.Message];
        }

        return findings.Select(finding => finding.ToString()).Concat(Triggers.Missing(stack)).Concat(Triggers.MissingOutputs(stack)).Concat(_variables.Missing(stack)).Concat(RareCalls.Refused(stack, authorization)).Concat(ForbiddenCalls.Allowed(stack, authorization)).Concat(calls.Select(call => call.Refusal(authorization)).OfType<string>());
    }
}
