namespace Podcast.LocalAws.Core;

/// <summary>The configuration is invalid; the message is one sentence for its author.</summary>
internal sealed class LocalAwsOptionsException(string message) : Exception(message);
