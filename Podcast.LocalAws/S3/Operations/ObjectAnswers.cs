using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>What several answers tell of an object.</summary>
internal static class ObjectAnswers
{
    public static void WriteVersion(this S3Request request, StoredObject stored)
    {
        // An object that was written without versioning tells its version only where versions exist.
        if (stored.VersionId != StoredObject.NullVersion)
        {
            request.Response.Headers["x-amz-version-id"] = stored.VersionId;
        }
    }

    public static void WriteEncryption(this S3Request request) => request.Response.Headers["x-amz-server-side-encryption"] = "AES256";

    public static void WriteChecksum(this S3Request request, StoredObject stored)
    {
        request.Response.Headers[stored.ChecksumAlgorithm.Header()] = stored.Checksum;
        request.Response.Headers["x-amz-checksum-type"] = stored.ChecksumType.Name();
    }
}
