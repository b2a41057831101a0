namespace Podcast.LocalAws.Core;

/// <summary>The configuration cannot work; the message is one sentence for whoever wrote it.</summary>
internal sealed class LocalAwsOptionsException(string message) : Exception(message);
