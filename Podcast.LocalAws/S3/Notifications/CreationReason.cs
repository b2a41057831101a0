namespace Podcast.LocalAws.S3.Notifications;

/// <summary>The operation that made an object. The names are those that EventBridge is told.</summary>
internal enum CreationReason
{
    PutObject,
    PostObject,
    CopyObject,
    CompleteMultipartUpload,
}
