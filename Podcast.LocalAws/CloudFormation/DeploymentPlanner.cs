using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>Compares a template with what is deployed.</summary>
internal sealed class DeploymentPlanner(TimeProvider time)
{
    /// <summary>Reads a template's resources as they would be, with nothing changed yet.</summary>
    /// <exception cref="TemplateException">A reference leads nowhere.</exception>
    public (Stack Stack, List<DeployedResource> Resources) Resolve(
        JsonObject template, StackIdentity identity, IReadOnlyDictionary<string, string> parameters, Func<string, string?> imports)
    {
        var stack = StackLoader.Resolve(template, identity, parameters, imports);
        var declarations = template["Resources"]!.AsObject();
        var ids = stack.Resources.Select(resource => resource.LogicalId).ToHashSet(StringComparer.Ordinal);
        var resources = stack.Resources.Select(resource =>
        {
            var declaration = declarations[resource.LogicalId]!.AsObject();
            return new DeployedResource(resource, declaration, TemplateReferences.Of(declaration, ids), time.GetUtcNow());
        });
        return (stack, [.. resources]);
    }

    /// <summary>
    /// Plans the change. Replacing a resource gives it new ids, which may replace what refers to it: so it is looked at again until nothing more
    /// is replaced.
    /// </summary>
    /// <exception cref="TemplateException">A reference leads nowhere.</exception>
    public DeploymentPlan Plan(
        IReadOnlyList<DeployedResource> deployed,
        JsonObject template,
        StackIdentity identity,
        IReadOnlyDictionary<string, string> parameters,
        Func<string, string?> imports)
    {
        var before = deployed.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
        var replacements = new Dictionary<string, int>(identity.Replacements, StringComparer.Ordinal);
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        Stack stack;
        List<DeployedResource> resources;
        List<ResourceChange> changes;
        bool replacesMore;
        do
        {
            (stack, resources) = Resolve(template, identity with { Replacements = new Dictionary<string, int>(replacements) }, parameters, imports);
            changes = [.. resources.Select(resource => Compare(before.GetValueOrDefault(resource.LogicalId), resource, replaced)).OfType<ResourceChange>()];
            replacesMore = false;
            foreach (var change in changes.Where(change => change.Replaces && replaced.Add(change.LogicalId)))
            {
                replacements[change.LogicalId] = replacements.GetValueOrDefault(change.LogicalId) + 1;
                replacesMore = true;
            }
        }
        while (replacesMore);

        return Order(stack, resources, changes, before);
    }

    /// <summary>The removal of everything, dependents first.</summary>
    public static IReadOnlyList<ResourceChange> PlanRemoval(IReadOnlyList<DeployedResource> deployed)
    {
        var byId = deployed.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
        var order = TemplateReferences.Sort(byId.Keys, id => byId[id].Dependencies);
        return [.. order.Reverse().Select(id => new ResourceChange(byId[id], null, [], Replaces: false))];
    }

    private static ResourceChange? Compare(DeployedResource? before, DeployedResource after, HashSet<string> replaced)
    {
        if (before is null)
        {
            return new(null, after, [], Replaces: false);
        }

        var (from, to) = (before.Resource.Properties, after.Resource.Properties);
        var properties = from.Select(property => property.Key).Union(to.Select(property => property.Key))
            .Where(name => !JsonNode.DeepEquals(from[name], to[name])).ToList();
        var replaces = replaced.Contains(after.LogicalId)
            || before.Type != after.Type
            || before.Resource.PhysicalId != after.Resource.PhysicalId
            || properties.Any(property => ReplacementRules.Replaces(after.Type, property));
        return properties.Count > 0 || replaces ? new(before, after, properties, replaces) : null;
    }

    private static DeploymentPlan Order(
        Stack stack, List<DeployedResource> resources, List<ResourceChange> changes, Dictionary<string, DeployedResource> before)
    {
        var after = resources.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
        var byId = changes.ToDictionary(change => change.LogicalId, StringComparer.Ordinal);
        // Sorted among all, because what did not change still says who waits for whom.
        var order = TemplateReferences.Sort(after.Keys, id => after[id].Dependencies);
        var removals = PlanRemoval([.. before.Values]).Where(removal => !after.ContainsKey(removal.LogicalId));
        return new(stack, resources, [.. order.Where(byId.ContainsKey).Select(id => byId[id])], [.. removals]);
    }
}
