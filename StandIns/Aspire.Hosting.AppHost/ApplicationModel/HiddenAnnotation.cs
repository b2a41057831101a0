namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes the dashboard leave a resource out.</summary>
/// <param name="behavior">When.</param>
public sealed class HiddenAnnotation(HiddenBehavior behavior) : IResourceAnnotation
{
    /// <summary>When it is left out.</summary>
    public HiddenBehavior Behavior { get; } = behavior;

    /// <summary>The exit codes of a good end.</summary>
    public IReadOnlyList<int> SuccessfulExitCodes { get; init; } = [0];
}
