using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace Podcast.Infra.Functions;

/// <summary>The properties in which a function differs from the others.</summary>
/// <param name="Name">Its name in the catalog, which is also its handler.</param>
internal sealed record FunctionDefinition(FunctionName Name)
{
    /// <summary>What it does, shown in the console.</summary>
    public required string Description { get; init; }

    /// <summary>How long one invocation may take.</summary>
    public required Duration Timeout { get; init; }

    /// <summary>In MB. CPU grows with it, so cold starts get shorter.</summary>
    public double MemorySize { get; init; } = 512;

    /// <summary>Its reserved concurrency; <see langword="null"/> for none.</summary>
    public double? ReservedConcurrency { get; init; }

    /// <summary>Whether it is invoked asynchronously: failures are retried and then sent to a queue of its own.</summary>
    public bool RunsInBackground { get; init; }

    /// <summary>When it runs by itself; <see langword="null"/>: only when something invokes it. A function with a schedule runs in the background.</summary>
    public FunctionScheduleDefinition? Schedule { get; init; }

    /// <summary>The environment variables that it reads.</summary>
    public required Dictionary<string, string> Environment { get; init; }

    /// <summary>What its role may do besides writing its own log and trace.</summary>
    public required PolicyStatement[] Permissions { get; init; }
}
