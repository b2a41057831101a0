using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>Checks permissions on buckets and objects beyond the one that the dispatcher checks.</summary>
internal sealed class S3Access(IAuthorizer authorizer)
{
    /// <param name="request">Who makes the request.</param>
    /// <param name="action">Such as <c>s3:GetObject</c>.</param>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="key">The object's key; empty for the bucket.</param>
    /// <exception cref="AwsException">The caller may not: AccessDenied.</exception>
    public void Require(S3Request request, string action, string bucket, string key)
    {
        var permission = Permission(request, action, bucket, key);
        authorizer.Authorize(request.Caller, permission.Action, permission.ResourceArn, permission.ConditionKeys);
    }

    /// <summary>The permission for an action on a bucket or, with a key, on an object.</summary>
    public static RequiredPermission Permission(S3Request request, string action, string bucket, string key) =>
        new(action, key.Length == 0 ? AwsArns.Bucket(bucket) : AwsArns.Object(bucket, key), ConditionKeys(request));

    /// <summary>The object, or the version, that a request reads.</summary>
    /// <exception cref="AwsException">There is none, or it is a delete marker.</exception>
    public StoredObject Find(S3Request request, Bucket bucket) => Find(request, bucket, request.Address.Key, request.Query["versionId"]);

    /// <inheritdoc cref="Find(S3Request, Bucket)" />
    public StoredObject Find(S3Request request, Bucket bucket, string key, string? versionId)
    {
        if (versionId is not null)
        {
            var version = bucket.FindVersion(key, CheckVersionId(versionId)) ?? throw Missing(request, bucket, S3Errors.NoSuchVersion());
            return version.IsDeleteMarker ? throw S3Errors.IsDeleteMarker(version.VersionId) : version;
        }

        return bucket.FindLatest(key) switch
        {
            null => throw Missing(request, bucket, S3Errors.NoSuchKey()),
            { IsDeleteMarker: true } marker => throw Missing(request, bucket, S3Errors.NoSuchKey(marker.VersionId)),
            { } stored => stored,
        };
    }

    /// <exception cref="AwsException">It cannot be the id of a version.</exception>
    public static string CheckVersionId(string versionId) => versionId == StoredObject.NullVersion || versionId.Length == 32
        ? versionId
        : throw S3Errors.InvalidArgument("Invalid version id specified");

    // A caller that may not list does not learn which keys exist.
    private AwsException Missing(S3Request request, Bucket bucket, AwsException error)
    {
        try
        {
            Require(request, "s3:ListBucket", bucket.Name, "");
            return error;
        }
        catch (AwsException denied)
        {
            return denied;
        }
    }

    /// <summary>The tags that a request gives a new object; they take a permission of their own.</summary>
    /// <exception cref="AwsException">One is not valid, or the caller may not tag.</exception>
    public Dictionary<string, string> ReadTags(S3Request request, Bucket bucket)
    {
        var tags = ObjectTags.ReadHeader(request.Headers);
        if (tags.Count > 0)
        {
            Require(request, "s3:PutObjectTagging", bucket.Name, request.Address.Key);
        }

        return tags;
    }

    // See https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html.
    private static Dictionary<string, string> ConditionKeys(S3Request request)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (parameter, key) in (ReadOnlySpan<(string, string)>)[("prefix", "s3:prefix"), ("delimiter", "s3:delimiter"), ("max-keys", "s3:max-keys"), ("versionId", "s3:VersionId")])
        {
            if (request.Query[parameter] is { } value)
            {
                keys[key] = value;
            }
        }

        return keys;
    }
}
