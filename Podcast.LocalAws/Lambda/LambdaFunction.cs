#pragma warning disable CA1822 // Takes shape in the next step.
using Podcast.LocalAws.Lambda.Runtime;

namespace Podcast.LocalAws.Lambda;

/// <summary>One function of the stack.</summary>
internal sealed class LambdaFunction
{
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public string? Pending => "not connected";

    public RuntimeApi Runtime { get; } = new();
}
