#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class S3ObjectCannedAcl : ConstantClass
{
    public static readonly S3ObjectCannedAcl PUBLIC_READ = new("PUBLIC_READ");

    public static readonly S3ObjectCannedAcl AUTHENTICATED_READ = new("AUTHENTICATED_READ");

    public static readonly S3ObjectCannedAcl BUCKET_OWNER_READ = new("BUCKET_OWNER_READ");

    public static readonly S3ObjectCannedAcl BUCKET_OWNER_FULL_CONTROL = new("BUCKET_OWNER_FULL_CONTROL");

    /// <summary>Makes a value that is not among the constants.</summary>
    public S3ObjectCannedAcl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static S3ObjectCannedAcl FindValue(string value) => FindValue<S3ObjectCannedAcl>(value);

    public static implicit operator S3ObjectCannedAcl(string value) => FindValue(value);
}
