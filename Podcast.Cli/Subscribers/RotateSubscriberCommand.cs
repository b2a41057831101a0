namespace Podcast.Cli.Subscribers;

/// <summary><c>podcast subscribers rotate</c></summary>
internal sealed class RotateSubscriberCommand() : SubscriberActionCommand("rotate");
