namespace Podcast.LocalAws.Core.Ports;

/// <summary>The topics of the deployed stack, for services that notify somebody. It checks no permission: the publishing service does.</summary>
internal interface ITopicPublisher
{
    /// <param name="topicArn">The topic.</param>
    /// <param name="subject">The subject of an e-mail; <see langword="null"/> for none.</param>
    /// <param name="message">The text.</param>
    /// <returns>The message's id.</returns>
    /// <exception cref="AwsException">There is no such topic: NotFound.</exception>
    string Publish(string topicArn, string? subject, string message);
}
