#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class S3StorageClass : ConstantClass
{
    public static readonly S3StorageClass STANDARD = new("STANDARD");

    public static readonly S3StorageClass REDUCED_REDUNDANCY = new("REDUCED_REDUNDANCY");

    public static readonly S3StorageClass STANDARD_IA = new("STANDARD_IA");

    public static readonly S3StorageClass ONEZONE_IA = new("ONEZONE_IA");

    public static readonly S3StorageClass INTELLIGENT_TIERING = new("INTELLIGENT_TIERING");

    public static readonly S3StorageClass GLACIER = new("GLACIER");

    public static readonly S3StorageClass DEEP_ARCHIVE = new("DEEP_ARCHIVE");

    public static readonly S3StorageClass GLACIER_IR = new("GLACIER_IR");

    /// <summary>Makes a value that is not among the constants.</summary>
    public S3StorageClass(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static S3StorageClass FindValue(string value) => FindValue<S3StorageClass>(value);

    public static implicit operator S3StorageClass(string value) => FindValue(value);
}
