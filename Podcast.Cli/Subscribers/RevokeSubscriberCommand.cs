namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers revoke</c></summary>
internal sealed class RevokeSubscriberCommand() : SubscriberActionCommand("revoke");
