namespace Podcast.LocalAws.Sns;

/// <summary>A topic of the stack.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="DisplayName">The sender's name of e-mails.</param>
/// <param name="Policy">Its policy as JSON; empty for none.</param>
/// <param name="Subscriptions">Who gets its messages.</param>
internal sealed record Topic(string Arn, string DisplayName, string Policy, IReadOnlyList<Subscription> Subscriptions)
{
    public string Name => Arn[(Arn.LastIndexOf(':') + 1)..];
}
