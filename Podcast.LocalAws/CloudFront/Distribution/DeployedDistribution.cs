using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>A distribution as it serves viewers and as the API describes it.</summary>
internal sealed record DeployedDistribution
{
    private static readonly TimeSpan DeploymentTime = TimeSpan.FromSeconds(1);

    public string Id => Config.Id;

    /// <summary>What viewers get.</summary>
    public required DistributionConfig Config { get; init; }

    /// <summary>The configuration in CloudFormation's form: the template's, or that of the last UpdateDistribution.</summary>
    public required JsonObject Source { get; init; }

    /// <summary>The configuration that the template had when it was deployed last.</summary>
    public required string TemplateSource { get; init; }

    /// <summary>The caller's own id of the creation, which no update changes.</summary>
    public required string CallerReference { get; init; }

    public required string ETag { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Whether a behavior runs the function.</summary>
    public bool RunsFunction(string functionArn) =>
        Config.Behaviors.Any(behavior => behavior.ViewerRequestFunction == functionArn || behavior.ViewerResponseFunction == functionArn);

    /// <summary><c>InProgress</c> or <c>Deployed</c>. A change takes effect at once; in AWS it has to reach every edge location.</summary>
    public string StatusAt(DateTimeOffset now) => now - Modified < DeploymentTime ? "InProgress" : "Deployed";
}
