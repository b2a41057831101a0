namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is shown while a command runs.</summary>
public sealed class CommandProgressOptions
{
    /// <summary>The text.</summary>
    public string? Message { get; set; }

    /// <summary>The title above it.</summary>
    public string? Title { get; set; }

    /// <summary>Whether the command cannot be given up.</summary>
    public bool HideCancelButton { get; set; }
}
