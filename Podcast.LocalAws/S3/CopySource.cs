using System.Globalization;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>What a copy is made of: the object that <c>x-amz-copy-source</c> names.</summary>
internal sealed class CopySource(ObjectStorage storage, S3Access access)
{
    /// <exception cref="Core.AwsException">The object does not exist, the caller may not read it, or a condition does not hold.</exception>
    public StoredObject Find(S3Request request)
    {
        // All of it may be encoded, the slash between bucket and key too, but for the version.
        var target = RequestTarget.Parse("/" + request.Headers["x-amz-copy-source"].ToString());
        var address = S3Address.ParseDecoded(target.Path.TrimStart('/'));
        if (address.Bucket.Length == 0 || address.Key.Length == 0)
        {
            throw S3Errors.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }

        var versionId = QueryParameters.Parse(target.Query)["versionId"];
        access.Require(request, versionId is null ? "s3:GetObject" : "s3:GetObjectVersion", address.Bucket, address.Key);
        var bucket = storage.Find(address.Bucket) ?? throw S3Errors.NoSuchBucket();
        if (versionId is not null && bucket.FindVersion(address.Key, S3Access.CheckVersionId(versionId)) is { IsDeleteMarker: true })
        {
            throw S3Errors.InvalidRequest("The source of a copy request may not specifically refer to a delete marker by version id.");
        }

        var source = access.Find(request, bucket, address.Key, versionId);
        CheckConditions(request.Headers, source);
        if (source.VersionId != StoredObject.NullVersion)
        {
            request.Response.Headers["x-amz-copy-source-version-id"] = source.VersionId;
        }

        return source;
    }

    /// <summary>The part of the source that is asked for; all of it without a range.</summary>
    /// <exception cref="Core.AwsException">The value is not a range, or goes beyond the end.</exception>
    public static ByteRange Range(S3Request request, StoredObject source)
    {
        var header = request.Headers["x-amz-copy-source-range"].ToString();
        if (header.Length == 0)
        {
            return new(0, source.Size);
        }

        // Both ends have to be there, and to lie in the object.
        var ends = header.StartsWith("bytes=", StringComparison.Ordinal) ? header["bytes=".Length..].Split('-') : [];
        if (ends.Length != 2
            || !long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || last < first)
        {
            throw S3Errors.InvalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy");
        }

        return last < source.Size
            ? new(first, last - first + 1)
            : throw S3Errors.InvalidArgument($"Range specified is not valid for source object of size: {source.Size}");
    }

    private static void CheckConditions(IHeaderDictionary headers, StoredObject source)
    {
        var conditions = new HeaderDictionary();
        foreach (var name in (ReadOnlySpan<string>)["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"])
        {
            if (headers.TryGetValue("x-amz-copy-source-" + name.ToLowerInvariant(), out var value))
            {
                conditions[name] = value;
            }
        }

        if (Preconditions.IsNotModified(conditions, source))
        {
            throw S3Errors.PreconditionFailed();
        }
    }
}
