using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>A stack with its history. Changed by one operation at a time; read by any.</summary>
internal sealed class DeployedStack(StackIdentity identity, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<StackEvent> _events = [];
    private readonly Dictionary<string, ChangeSet> _changeSets = new(StringComparer.Ordinal);

    public const string Type = "AWS::CloudFormation::Stack";

    public string Name { get; } = identity.StackName;

    public string Id { get; } = identity.StackId;

    /// <summary>With the replacements that the deployed resources have been through.</summary>
    public StackIdentity Identity { get; set; } = identity;

    public string Status { get; private set; } = "REVIEW_IN_PROGRESS";

    public string? StatusReason { get; private set; }

    public DateTimeOffset Created { get; } = time.GetUtcNow();

    public DateTimeOffset? Updated { get; set; }

    public DateTimeOffset? Deleted { get; set; }

    public bool HasTerminationProtection { get; set; }

    /// <summary>Whether the process was started with it, by an app host whose functions work with what it made.</summary>
    public bool IsOfTheStart { get; init; }

    public string? RoleArn { get; set; }

    public string TemplateBody { get; set; } = "{}";

    public JsonObject Template { get; set; } = [];

    public IReadOnlyDictionary<string, string> Parameters { get; set; } = new Dictionary<string, string>();

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; set; } = [];

    public IReadOnlyList<string> Capabilities { get; set; } = [];

    public string? LastChangeSetId { get; set; }

    /// <summary>The stack as its template describes it; <see langword="null"/> until something is deployed.</summary>
    public Stack? Resolved { get; set; }

    /// <summary>What is in place. During an update that is what has been done so far.</summary>
    public IReadOnlyList<DeployedResource> Resources { get; set; } = [];

    /// <summary>What is also there: replaced resources until they are removed.</summary>
    public IReadOnlyList<DeployedResource> Outgoing { get; set; } = [];

    public bool IsBusy => Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && Status != "REVIEW_IN_PROGRESS";

    /// <summary>Newest first.</summary>
    public IReadOnlyList<StackEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. Enumerable.Reverse(_events)];
            }
        }
    }

    public IReadOnlyList<ChangeSet> ChangeSets
    {
        get
        {
            lock (_lock)
            {
                return [.. _changeSets.Values];
            }
        }
    }

    public void Add(ChangeSet changeSet)
    {
        lock (_lock)
        {
            _changeSets[changeSet.Name] = changeSet;
        }
    }

    public void Remove(ChangeSet changeSet)
    {
        lock (_lock)
        {
            _changeSets.Remove(changeSet.Name);
        }
    }

    public void ClearChangeSets()
    {
        lock (_lock)
        {
            _changeSets.Clear();
        }
    }

    /// <summary>The stack's own status, which is an event too.</summary>
    public void Report(string status, string? reason = null, string? token = null)
    {
        (Status, StatusReason) = (status, reason);
        Add(Name, Id, Type, status, reason, null, token);
    }

    /// <summary>The status of a resource.</summary>
    public void Report(DeployedResource resource, string status, string? reason = null, string? token = null, bool hasId = true)
    {
        (resource.Status, resource.StatusReason, resource.Timestamp) = (status, reason, time.GetUtcNow());
        Add(resource.LogicalId, hasId ? resource.PhysicalId : "", resource.Type, status, reason, resource.Resource.Properties.ToJsonString(), token);
    }

    /// <summary>Takes over what was there before this process could report it.</summary>
    public void Adopt(string status) => Status = status;

    private void Add(string logicalId, string physicalId, string type, string status, string? reason, string? properties, string? token)
    {
        lock (_lock)
        {
            // So that sorting by time gives the order in which they happened.
            var now = time.GetUtcNow();
            if (_events.Count > 0 && now < _events[^1].Timestamp + TimeSpan.FromMilliseconds(1))
            {
                now = _events[^1].Timestamp + TimeSpan.FromMilliseconds(1);
            }

            _events.Add(new(Guid.NewGuid().ToString(), logicalId, physicalId, type, status, reason, properties, token, now));
        }
    }
}
