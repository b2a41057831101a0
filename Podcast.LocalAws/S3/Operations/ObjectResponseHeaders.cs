using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>Response headers that describe an object.</summary>
internal static class ObjectResponseHeaders
{
    public static void WriteVersion(this S3Request request, StoredObject stored)
    {
        // The version of an object that was written without versioning is sent only where versions exist.
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
