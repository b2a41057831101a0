using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Template;

/// <summary>The stack as deployed: what the template describes, with every reference resolved.</summary>
internal sealed class Stack
{
    private readonly StackIdentity _identity;
    private readonly Dictionary<string, StackResource> _byLogicalId;

    internal Stack(StackIdentity identity, IReadOnlyList<StackResource> resources, IReadOnlyDictionary<string, string> outputs)
    {
        _identity = identity;
        Resources = resources;
        Outputs = outputs;
        _byLogicalId = new(resources.Count, StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            _byLogicalId.TryAdd(resource.LogicalId, resource);
        }
    }

    public StackIdentity Identity => _identity;

    public string StackName => _identity.StackName;

    public string AccountId => _identity.AccountId;

    public string Region => _identity.Region;

    /// <summary>The ARNs of the account.</summary>
    public AwsArns Arns => _identity.Arns;

    public string Partition { get; } = AwsArns.Partition;

    /// <summary>The template as it was written, its references unresolved; <see langword="null"/> where there is none.</summary>
    public JsonObject? Template { get; init; }

    /// <summary>The outputs of the template, by name.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>The exported outputs, by the name of their export.</summary>
    public IReadOnlyDictionary<string, string> Exports { get; init; } = new Dictionary<string, string>();

    /// <summary>The resources whose condition holds, in the template's order.</summary>
    public IReadOnlyList<StackResource> Resources { get; }

    /// <summary>The resource with this logical id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public StackResource this[string logicalId] => _byLogicalId[logicalId];

    /// <summary>The resources of one CloudFormation type.</summary>
    public IEnumerable<StackResource> OfType(string cfnType) => Resources.Where(resource => resource.Type == cfnType);

    public bool TryGet(string logicalId, [NotNullWhen(true)] out StackResource? resource) => _byLogicalId.TryGetValue(logicalId, out resource);
}
