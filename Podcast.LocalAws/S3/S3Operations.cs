using Podcast.LocalAws.Auth;

namespace Podcast.LocalAws.S3;

/// <summary>The name of the operation that a request asks for, also of those that are left out. See https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html.</summary>
internal static class S3Operations
{
    // What each parameter of a bucket's query that names an operation is about. Their names are those of the SDKs' model of version 2006-03-01.
    private static readonly Dictionary<string, string> BucketSubresources = new(StringComparer.Ordinal)
    {
        ["abac"] = "BucketAbac",
        ["accelerate"] = "BucketAccelerateConfiguration",
        ["acl"] = "BucketAcl",
        ["analytics"] = "BucketAnalyticsConfiguration",
        ["cors"] = "BucketCors",
        ["delete"] = "Objects",
        ["encryption"] = "BucketEncryption",
        ["intelligent-tiering"] = "BucketIntelligentTieringConfiguration",
        ["inventory"] = "BucketInventoryConfiguration",
        ["lifecycle"] = "BucketLifecycleConfiguration",
        ["location"] = "BucketLocation",
        ["logging"] = "BucketLogging",
        ["metadataConfiguration"] = "BucketMetadataConfiguration",
        ["metadataInventoryTable"] = "BucketMetadataInventoryTableConfiguration",
        ["metadataJournalTable"] = "BucketMetadataJournalTableConfiguration",
        ["metadataTable"] = "BucketMetadataTableConfiguration",
        ["metrics"] = "BucketMetricsConfiguration",
        ["notification"] = "BucketNotificationConfiguration",
        ["object-lock"] = "ObjectLockConfiguration",
        ["ownershipControls"] = "BucketOwnershipControls",
        ["policy"] = "BucketPolicy",
        ["policyStatus"] = "BucketPolicyStatus",
        ["publicAccessBlock"] = "PublicAccessBlock",
        ["replication"] = "BucketReplication",
        ["requestPayment"] = "BucketRequestPayment",
        ["session"] = "Session",
        ["tagging"] = "BucketTagging",
        ["uploads"] = "MultipartUploads",
        ["versioning"] = "BucketVersioning",
        ["versions"] = "ObjectVersions",
        ["website"] = "BucketWebsite",
    };

    private static readonly Dictionary<string, string> ObjectSubresources = new(StringComparer.Ordinal)
    {
        ["acl"] = "ObjectAcl",
        ["attributes"] = "ObjectAttributes",
        ["encryption"] = "ObjectEncryption",
        ["legal-hold"] = "ObjectLegalHold",
        ["renameObject"] = "RenameObject",
        ["restore"] = "Restore",
        ["retention"] = "ObjectRetention",
        ["select"] = "ObjectContent",
        ["tagging"] = "ObjectTagging",
        ["torrent"] = "ObjectTorrent",
        ["uploadId"] = "MultipartUpload",
        ["uploads"] = "MultipartUploads",
    };

    /// <exception cref="Core.AwsException">The query names two operations, or one of another kind of resource.</exception>
    public static string Name(string method, S3Address address, QueryParameters query, IHeaderDictionary headers)
    {
        if (address.Bucket.Length == 0)
        {
            return method == "GET" ? "ListBuckets" : $"{Verb(method)}Service";
        }

        var (own, others) = address.Key.Length == 0 ? (BucketSubresources, ObjectSubresources) : (ObjectSubresources, BucketSubresources);
        var named = query.Items.Select(item => item.Key).Where(name => own.ContainsKey(name) || others.ContainsKey(name)).Distinct().Order(StringComparer.Ordinal).ToList();
        return named switch
        {
            [] => address.Key.Length == 0 ? NameForBucket(method, query) : NameForObject(method, headers),
            [var subresource] when !own.ContainsKey(subresource) => throw S3Errors.InvalidRequest(
                address.Key.Length == 0 ? "A key must be specified" : $"Key is not expected for the {method} method ?{subresource} subresource"),
            [var subresource] => address.Key.Length == 0
                ? NameForBucket(method, subresource)
                : NameForObject(method, subresource, headers),
            _ => throw S3Errors.Conflicting(named),
        };
    }

    private static string NameForBucket(string method, QueryParameters query) => method switch
    {
        "GET" when query["list-type"] is { } version => version == "2" ? "ListObjectsV2" : throw S3Errors.InvalidArgument("Invalid List Type specified in Request"),
        "GET" => "ListObjects",
        "PUT" => "CreateBucket",
        "POST" => throw S3Errors.NoForm(),
        _ => $"{Verb(method)}Bucket",
    };

    private static string NameForBucket(string method, string subresource) => (method, subresource) switch
    {
        ("GET", "versions") => "ListObjectVersions",
        ("GET", "uploads") => "ListMultipartUploads",
        (_, "uploads") => throw S3Errors.InvalidRequest("A key must be specified"),
        ("GET", "session") => "CreateSession",
        ("POST", "delete") => "DeleteObjects",
        ("POST", "metadataConfiguration" or "metadataTable") => "Create" + BucketSubresources[subresource],
        ("PUT", "metadataInventoryTable" or "metadataJournalTable") => "Update" + BucketSubresources[subresource],
        _ => Verb(method) + BucketSubresources[subresource],
    };

    private static string NameForObject(string method, IHeaderDictionary headers) => method switch
    {
        "PUT" when headers.ContainsKey("x-amz-copy-source") => "CopyObject",
        "POST" => throw S3Errors.MethodNotAllowed(),
        _ => $"{Verb(method)}Object",
    };

    private static string NameForObject(string method, string subresource, IHeaderDictionary headers) => (method, subresource) switch
    {
        ("POST", "uploads") => "CreateMultipartUpload",
        (_, "uploads") => throw S3Errors.InvalidRequest($"Key is not expected for the {method} method ?uploads subresource"),
        ("POST", "uploadId") => "CompleteMultipartUpload",
        ("PUT", "uploadId") => headers.ContainsKey("x-amz-copy-source") ? "UploadPartCopy" : "UploadPart",
        ("GET", "uploadId") => "ListParts",
        ("DELETE", "uploadId") => "AbortMultipartUpload",
        ("POST", "restore") => "RestoreObject",
        ("POST", "select") => "SelectObjectContent",
        ("PUT", "renameObject") => "RenameObject",
        ("PUT", "encryption") => "UpdateObjectEncryption",
        _ => Verb(method) + ObjectSubresources[subresource],
    };

    private static string Verb(string method) =>
        method.Length == 0 ? "" : char.ToUpperInvariant(method[0]) + method[1..].ToLowerInvariant();
}
