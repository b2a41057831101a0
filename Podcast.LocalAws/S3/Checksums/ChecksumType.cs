namespace Podcast.LocalAws.S3.Checksums;

/// <summary>What an object's checksum is computed over. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html.</summary>
internal enum ChecksumType
{
    /// <summary>The object's bytes.</summary>
    FullObject,

    /// <summary>The checksums of its parts.</summary>
    Composite,
}
