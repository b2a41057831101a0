using System.Text;
using CsCheck;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3;

namespace Podcast.Tests.Unit.LocalAws.S3;

public sealed class S3AddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "/", "", "")]
    [InlineData("127.0.0.1", "/bucket", "bucket", "")]
    [InlineData("127.0.0.1", "/bucket/", "bucket", "")]
    [InlineData("127.0.0.1", "/bucket/a/b", "bucket", "a/b")]
    [InlineData("127.0.0.1", "/bucket//a", "bucket", "/a")]
    [InlineData("127.0.0.1", "/bucket/../secret", "bucket", "../secret")]
    [InlineData("127.0.0.1", "/bucket/a%2Fb+c%20d", "bucket", "a/b+c d")]
    [InlineData("s3.us-east-1.amazonaws.com", "/bucket/key", "bucket", "key")]
    [InlineData("bucket.s3.us-east-1.amazonaws.com", "/a/b", "bucket", "a/b")]
    [InlineData("my.bucket.s3.amazonaws.com", "/", "my.bucket", "")]
    [InlineData("bucket.localhost", "/key", "bucket", "key")]
    public void Parse_HostAndPath_IsBucketAndKey(string host, string path, string bucket, string key) =>
        Assert.Equal(new S3Address(bucket, key), S3Address.Parse(host, path, "us-east-1"));

    [Fact]
    public void Parse_AnyKeyEncoded_IsThatKey() => Gen.String[1, 100].Sample(text =>
    {
        var key = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return S3Address.Parse("localhost", "/bucket/" + UriEncoding.Encode(key), "us-east-1") == new S3Address("bucket", key);
    });

    [Fact]
    public void Parse_NotUtf8_IsRefused() =>
        Assert.Equal("InvalidURI", Assert.Throws<AwsException>(() => S3Address.Parse("localhost", "/bucket/%FF", "us-east-1")).Code);

    [Theory]
    [InlineData("GET", "", "", "", "ListBuckets")]
    [InlineData("GET", "b", "", "list-type=2&prefix=acl", "ListObjectsV2")]
    [InlineData("GET", "b", "", "", "ListObjects")]
    [InlineData("PUT", "b", "", "", "CreateBucket")]
    [InlineData("GET", "b", "", "policy", "GetBucketPolicy")]
    [InlineData("DELETE", "b", "", "cors", "DeleteBucketCors")]
    [InlineData("POST", "b", "", "delete", "DeleteObjects")]
    [InlineData("GET", "b", "k", "x-id=GetObject", "GetObject")]
    [InlineData("HEAD", "b", "k", "", "HeadObject")]
    [InlineData("PUT", "b", "k", "tagging", "PutObjectTagging")]
    [InlineData("PUT", "b", "k", "partNumber=1&uploadId=u", "UploadPart")]
    [InlineData("POST", "b", "k", "uploads", "CreateMultipartUpload")]
    [InlineData("DELETE", "b", "k", "uploadId=u", "AbortMultipartUpload")]
    [InlineData("GET", "b", "k", "v=7&unknown", "GetObject")]
    [InlineData("DELETE", "b", "k", "versionId=1&tagging", "DeleteObjectTagging")]
    [InlineData("GET", "b", "", "list-type=2&acl", "GetBucketAcl")]
    [InlineData("PUT", "b", "", "metadataJournalTable", "UpdateBucketMetadataJournalTableConfiguration")]
    [InlineData("PUT", "b", "k", "encryption", "UpdateObjectEncryption")]
    public void Name_Request_IsItsOperation(string method, string bucket, string key, string query, string expected) => Assert.Equal(
        expected, S3Operations.Name(method, new(bucket, key), QueryParameters.Parse(query), new Microsoft.AspNetCore.Http.HeaderDictionary()));

    [Theory]
    [InlineData("DELETE", "k", "acl&tagging", "InvalidArgument", "Conflicting query string parameters: acl, tagging")]
    [InlineData("GET", "", "list-type=3", "InvalidArgument", "Invalid List Type specified in Request")]
    [InlineData("POST", "", "uploads&delete", "InvalidArgument", "Conflicting query string parameters: delete, uploads")]
    [InlineData("GET", "k", "policy", "InvalidRequest", "Key is not expected for the GET method ?policy subresource")]
    [InlineData("GET", "", "attributes", "InvalidRequest", "A key must be specified")]
    [InlineData("POST", "k", "", "MethodNotAllowed", "The specified method is not allowed against this resource.")]
    public void Name_ContradictoryRequest_IsRefused(string method, string key, string query, string code, string message)
    {
        var refused = Assert.Throws<AwsException>(
            () => S3Operations.Name(method, new("b", key), QueryParameters.Parse(query), new Microsoft.AspNetCore.Http.HeaderDictionary()));

        Assert.Equal((code, message), (refused.Code, refused.Message));
    }
}
