namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command went.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it did what it was to do.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether it was given up.</summary>
    public bool Canceled { get; init; }

    /// <summary>What to tell the person.</summary>
    public string? Message { get; init; }

    /// <summary>The result, if it has one.</summary>
    public CommandResultData? Data { get; init; }

    /// <summary>The answers at fault.</summary>
    internal InteractionInputCollection? InvalidArguments { get; init; }
}
