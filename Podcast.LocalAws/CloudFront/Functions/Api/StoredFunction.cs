namespace Podcast.LocalAws.CloudFront.Functions.Api;

/// <summary>A function as the API has it: what is being developed, and what is live.</summary>
internal sealed class StoredFunction(string name, string arn, FunctionStage development, string? templateCode)
{
    public string Name => name;

    public string Arn => arn;

    public DateTimeOffset Created { get; } = development.Modified;

    public FunctionStage Development { get; set; } = development;

    /// <summary>Set by the first publication.</summary>
    public FunctionStage? Live { get; set; }

    /// <summary>What the stack says, for a function of the stack; a deployment that changes it replaces what the API did.</summary>
    public string? TemplateCode => templateCode;
}
