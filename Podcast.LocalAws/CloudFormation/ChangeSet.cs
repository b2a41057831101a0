using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudFormation;

/// <summary>A change that was requested and is not made yet.</summary>
internal sealed class ChangeSet(string name, string id, string templateBody, JsonObject template, IReadOnlyDictionary<string, string> parameters, DateTimeOffset created)
{
    public string Name => name;

    public string Id => id;

    public string TemplateBody => templateBody;

    public JsonObject Template => template;

    public IReadOnlyDictionary<string, string> Parameters => parameters;

    public DateTimeOffset Created => created;

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>What would happen; <see langword="null"/> when the template was refused.</summary>
    public DeploymentPlan? Plan { get; init; }

    public string Status { get; init; } = "CREATE_COMPLETE";

    public string? StatusReason { get; init; }

    public string ExecutionStatus { get; set; } = "AVAILABLE";
}
