namespace Podcast.LocalAws.S3.Notifications;

/// <summary>The operation that made an object. The names are those of EventBridge's events.</summary>
internal enum CreationReason
{
    PutObject,
    PostObject,
    CopyObject,
    CompleteMultipartUpload,
}
