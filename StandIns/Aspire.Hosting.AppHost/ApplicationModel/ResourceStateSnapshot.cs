namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource at one moment.</summary>
/// <param name="Text">The state, one of <see cref="KnownResourceStates"/> or any other word.</param>
/// <param name="Style">How it is shown, one of <see cref="KnownResourceStateStyles"/>; told from the state when null.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new ResourceStateSnapshot(s, Style: null);
}
