namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Takes what a mapping tells about discarded records.</summary>
internal interface IOnFailureDestination
{
    /// <summary>Whether there is a destination with this ARN.</summary>
    bool Exists(string destinationArn);

    void Send(string destinationArn, ReadOnlyMemory<byte> message);
}
