#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>The access control list of the objects that are written.</summary>
public partial class S3DestinationAccessControl
{
    public S3ObjectCannedAcl CannedAcl { get; set; }
}
