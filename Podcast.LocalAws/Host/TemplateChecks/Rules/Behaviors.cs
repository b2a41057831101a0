using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Host.TemplateChecks.Rules;

internal static class Behaviors
{
    /// <summary>Every behavior of a distribution, the default one last.</summary>
    public static IEnumerable<Behavior> Of(StackResource distribution)
    {
        var config = distribution.Properties["DistributionConfig"];
        foreach (var behavior in CheckedStack.Objects(config?["CacheBehaviors"]))
        {
            yield return new($"{distribution.LogicalId}.CacheBehaviors[{behavior["PathPattern"]}]", behavior);
        }

        if (config?["DefaultCacheBehavior"] is JsonObject standard)
        {
            yield return new($"{distribution.LogicalId}.DefaultCacheBehavior", standard);
        }
    }
}
