using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Notifications;

/// <summary>Something that happened to an object.</summary>
/// <param name="Origin">The request that did it.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Version">The new version, or the deleted one.</param>
/// <param name="Name">As notifications to functions have it, such as <c>ObjectCreated:Put</c>.</param>
/// <param name="Reason">The operation.</param>
/// <param name="DeletionType">For a deletion, what it did; else <see langword="null"/>.</param>
/// <param name="Sequencer">Rises with every event about one key.</param>
internal sealed record ObjectEvent(EventOrigin Origin, string Bucket, StoredObject Version, string Name, string Reason, string? DeletionType, long Sequencer)
{
    public string SequencerText => Sequencer.ToString("X16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The version's id, unless it was written without versioning.</summary>
    public string? VersionId => Version.VersionId == StoredObject.NullVersion ? null : Version.VersionId;
}
