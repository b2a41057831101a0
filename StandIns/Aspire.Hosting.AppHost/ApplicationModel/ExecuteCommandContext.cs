using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command is given when it runs.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The id of the resource's instance.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Signals that the command is given up.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The resource's console log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The answers.</summary>
    public required InteractionInputCollection Arguments { get; init; }
}
