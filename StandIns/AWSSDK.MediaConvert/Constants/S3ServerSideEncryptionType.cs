#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class S3ServerSideEncryptionType : ConstantClass
{
    public static readonly S3ServerSideEncryptionType SERVER_SIDE_ENCRYPTION_S3 = new("SERVER_SIDE_ENCRYPTION_S3");

    public static readonly S3ServerSideEncryptionType SERVER_SIDE_ENCRYPTION_KMS = new("SERVER_SIDE_ENCRYPTION_KMS");

    /// <summary>Makes a value that is not among the constants.</summary>
    public S3ServerSideEncryptionType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static S3ServerSideEncryptionType FindValue(string value) => FindValue<S3ServerSideEncryptionType>(value);

    public static implicit operator S3ServerSideEncryptionType(string value) => FindValue(value);
}
