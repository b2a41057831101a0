namespace Podcast.LocalAws.EventBridge.Targets;

/// <summary>Hands one message to a function or a queue, as EventBridge acting for a rule.</summary>
internal interface ITargetSender
{
    /// <param name="rule">The rule whose ARN is the source ARN when the target's policy is evaluated.</param>
    /// <param name="targetArn">The function or queue.</param>
    /// <param name="message">The text.</param>
    /// <param name="attributes">Message attributes, for a queue.</param>
    /// <param name="eventId">The event's id.</param>
    /// <exception cref="Core.AwsException">The target did not take it.</exception>
    void Send(EventRule rule, string targetArn, string message, IReadOnlyDictionary<string, string> attributes, string eventId);
}
