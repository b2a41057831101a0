namespace Podcast.LocalAws.S3.Checksums;

/// <summary>The checksums that S3 keeps with an object. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html.</summary>
internal enum ChecksumAlgorithm
{
    Crc32,
    Crc32C,
    Crc64Nvme,
    Sha1,
    Sha256,
}
