using Podcast.LocalAws.Auth;

namespace Podcast.LocalAws.S3;

/// <summary>The name of the operation that a request asks for, also of those that are left out. See https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html.</summary>
internal static class S3Operations
{
    private static readonly Dictionary<string, string> BucketSubresources = new(StringComparer.Ordinal)
    {
        ["abac"] = "BucketAbac",
        ["accelerate"] = "BucketAccelerateConfiguration",
        ["acl"] = "BucketAcl",
        ["analytics"] = "BucketAnalyticsConfiguration",
        ["cors"] = "BucketCors",
        ["encryption"] = "BucketEncryption",
        ["intelligent-tiering"] = "BucketIntelligentTieringConfiguration",
        ["inventory"] = "BucketInventoryConfiguration",
        ["lifecycle"] = "BucketLifecycleConfiguration",
        ["location"] = "BucketLocation",
        ["logging"] = "BucketLogging",
        ["metrics"] = "BucketMetricsConfiguration",
        ["notification"] = "BucketNotificationConfiguration",
        ["object-lock"] = "ObjectLockConfiguration",
        ["ownershipControls"] = "BucketOwnershipControls",
        ["policy"] = "BucketPolicy",
        ["policyStatus"] = "BucketPolicyStatus",
        ["publicAccessBlock"] = "PublicAccessBlock",
        ["replication"] = "BucketReplication",
        ["requestPayment"] = "BucketRequestPayment",
        ["tagging"] = "BucketTagging",
        ["versioning"] = "BucketVersioning",
        ["website"] = "BucketWebsite",
    };

    private static readonly Dictionary<string, string> ObjectSubresources = new(StringComparer.Ordinal)
    {
        ["acl"] = "ObjectAcl",
        ["attributes"] = "ObjectAttributes",
        ["legal-hold"] = "ObjectLegalHold",
        ["retention"] = "ObjectRetention",
        ["tagging"] = "ObjectTagging",
        ["torrent"] = "ObjectTorrent",
    };

    public static string Name(string method, S3Address address, QueryParameters query, IHeaderDictionary headers)
    {
        if (address.Bucket.Length == 0)
        {
            return method == "GET" ? "ListBuckets" : $"{Verb(method)}Service";
        }

        return address.Key.Length == 0 ? NameForBucket(method, query) : NameForObject(method, query, headers);
    }

    private static string NameForBucket(string method, QueryParameters query) => method switch
    {
        "GET" when query["list-type"] == "2" => "ListObjectsV2",
        "GET" when query.Contains("versions") => "ListObjectVersions",
        "GET" when query.Contains("uploads") => "ListMultipartUploads",
        "GET" when query.Contains("session") => "CreateSession",
        "POST" when query.Contains("delete") => "DeleteObjects",
        _ when Subresource(BucketSubresources, query) is { } subresource => Verb(method) + subresource,
        "GET" => "ListObjects",
        "PUT" => "CreateBucket",
        _ => $"{Verb(method)}Bucket",
    };

    private static string NameForObject(string method, QueryParameters query, IHeaderDictionary headers) => method switch
    {
        "POST" when query.Contains("uploads") => "CreateMultipartUpload",
        "POST" when query.Contains("uploadId") => "CompleteMultipartUpload",
        "POST" when query.Contains("restore") => "RestoreObject",
        "POST" when query.Contains("select") => "SelectObjectContent",
        "PUT" when query.Contains("uploadId") => headers.ContainsKey("x-amz-copy-source") ? "UploadPartCopy" : "UploadPart",
        "PUT" when query.Contains("renameObject") => "RenameObject",
        "GET" when query.Contains("uploadId") => "ListParts",
        "DELETE" when query.Contains("uploadId") => "AbortMultipartUpload",
        _ when Subresource(ObjectSubresources, query) is { } subresource => Verb(method) + subresource,
        "PUT" when headers.ContainsKey("x-amz-copy-source") => "CopyObject",
        _ => $"{Verb(method)}Object",
    };

    private static string? Subresource(Dictionary<string, string> names, QueryParameters query) =>
        query.Items.Select(item => names.GetValueOrDefault(item.Key)).FirstOrDefault(name => name is not null);

    private static string Verb(string method) =>
        method.Length == 0 ? "" : char.ToUpperInvariant(method[0]) + method[1..].ToLowerInvariant();
}
