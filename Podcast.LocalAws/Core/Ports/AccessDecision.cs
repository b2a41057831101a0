namespace Podcast.LocalAws.Core.Ports;

/// <summary>The decision of the policies on a request.</summary>
/// <param name="Reason">Which rule decided.</param>
/// <param name="Message">What AWS tells the caller when refused: principal, action, resource and reason.</param>
/// <param name="Hint">What the template would need, for the developer; empty when allowed.</param>
internal sealed record AccessDecision(DecisionReason Reason, string Message, string Hint)
{
    public static AccessDecision Allowed { get; } = new(DecisionReason.Allowed, "", "");

    public bool IsAllowed => Reason == DecisionReason.Allowed;
}
