#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of a destination in S3.</summary>
public partial class S3DestinationSettings
{
    public S3DestinationAccessControl AccessControl { get; set; }

    public S3EncryptionSettings Encryption { get; set; }

    public S3StorageClass StorageClass { get; set; }
}
