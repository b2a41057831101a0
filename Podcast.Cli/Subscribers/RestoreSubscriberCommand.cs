namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers restore</c></summary>
internal sealed class RestoreSubscriberCommand() : SubscriberActionCommand("restore");
