namespace Podcast.LocalAws.S3.Storage;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html. The names are those of the API, but for the first.</summary>
internal enum VersioningStatus
{
    Off,
    Enabled,
    Suspended,
}
