using System.Text.Json.Nodes;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>A resource of a stack, with what decides about its end.</summary>
internal sealed class DeployedResource(StackResource resource, JsonObject declaration, IReadOnlySet<string> dependencies, DateTimeOffset time)
{
    public StackResource Resource => resource;

    public string LogicalId => resource.LogicalId;

    public string Type => resource.Type;

    public string PhysicalId => ReturnedId ?? resource.PhysicalId;

    /// <summary>The physical id that a custom resource's function returned; <see langword="null"/> before that, and for all other types.</summary>
    public string? ReturnedId { get; set; }

    /// <summary>The logical ids that have to be there before.</summary>
    public IReadOnlySet<string> Dependencies => dependencies;

    public string Status { get; set; } = "CREATE_COMPLETE";

    public string? StatusReason { get; set; }

    public DateTimeOffset Timestamp { get; set; } = time;

    /// <summary>Whether the resource outlives its removal from the stack.</summary>
    public bool IsRetained => Policy("DeletionPolicy") is "Retain" or "RetainExceptOnCreate";

    /// <summary>Whether the resource outlives the rollback of its creation.</summary>
    public bool IsRetainedOnRollback => Policy("DeletionPolicy") == "Retain";

    /// <summary>Whether the resource outlives its replacement.</summary>
    public bool IsRetainedOnReplace => Policy("UpdateReplacePolicy") == "Retain";

    private string? Policy(string name) => declaration[name]?.ToString();
}
