namespace Podcast.LocalAws.Template;

/// <summary>The stack as deployed: what the template describes, with every reference resolved.</summary>
internal sealed class Stack
{
    private readonly Dictionary<string, StackResource> _byLogicalId;

    internal Stack(
        string stackName, string accountId, string region, IReadOnlyList<StackResource> resources, IReadOnlyDictionary<string, string> outputs)
    {
        StackName = stackName;
        AccountId = accountId;
        Region = region;
        Resources = resources;
        Outputs = outputs;
        _byLogicalId = resources.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
    }

    public string StackName { get; }

    public string AccountId { get; }

    public string Region { get; }

    public string Partition { get; } = "aws";

    /// <summary>The outputs of the template, by name.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>The resources whose condition holds, in the template's order.</summary>
    public IReadOnlyList<StackResource> Resources { get; }

    /// <summary>The resource with this logical id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public StackResource this[string logicalId] => _byLogicalId[logicalId];

    /// <summary>The resources of one CloudFormation type.</summary>
    public IEnumerable<StackResource> OfType(string cfnType) => Resources.Where(resource => resource.Type == cfnType);
}
