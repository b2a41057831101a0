#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>How the objects that are written are encrypted.</summary>
public partial class S3EncryptionSettings
{
    public S3ServerSideEncryptionType EncryptionType { get; set; }

    public string KmsEncryptionContext { get; set; }

    public string KmsKeyArn { get; set; }
}
