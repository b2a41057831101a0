using System.Net;
using System.Text;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>What clients other than the current SDK for .NET send: s3cmd, rclone, boto3, the AWS CLI, presigned URLs of the SDK for JavaScript.</summary>
public sealed class S3CompatibilityTests(S3Fixture fixture) : IClassFixture<S3Fixture>, IDisposable
{
    private const int PartSize = 5 * 1024 * 1024;

    private readonly AmazonS3Client _client = fixture.CreateClient();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _client.Dispose();
    }

    [Theory]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("CRC32", "COMPOSITE")]
    [InlineData("CRC32C", "FULL_OBJECT")]
    [InlineData("CRC32C", "COMPOSITE")]
    [InlineData("CRC64NVME", "FULL_OBJECT")]
    [InlineData("SHA1", "COMPOSITE")]
    [InlineData("SHA256", "COMPOSITE")]
    public async Task CompleteMultipartUpload_WithAChecksum_ComparesItWithTheObject(string algorithm, string type)
    {
        var header = $"x-amz-checksum-{algorithm.ToLowerInvariant()}";
        var first = await UploadAsync("first", algorithm, type);
        var checksum = Upload.Document(await CompleteAsync(first)).Descendants().Single(element => element.Name.LocalName == "Checksum" + algorithm).Value;

        var right = await CompleteAsync(await UploadAsync("right", algorithm, type), (header, checksum), ("x-amz-checksum-type", type));
        var wrong = await CompleteAsync(await UploadAsync("wrong", algorithm, type), (header, checksum.Replace(checksum[0], checksum[0] == 'A' ? 'B' : 'A')), ("x-amz-checksum-type", type));
        var other = await CompleteAsync(await UploadAsync("other", algorithm, type), (algorithm == "SHA1" ? "x-amz-checksum-sha256" : "x-amz-checksum-sha1", "AAAA"));

        Assert.Equal(type == "COMPOSITE", checksum.EndsWith("-2", StringComparison.Ordinal));
        Assert.Contains("<CompleteMultipartUploadResult", right, StringComparison.Ordinal);
        Assert.Contains("<Code>BadDigest</Code>", wrong, StringComparison.Ordinal);
        Assert.Contains("<Code>InvalidRequest</Code>", other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?AWSAccessKeyId=AKIDEXAMPLE&Expires=1924991999&Signature=c2lnbmF0dXJl", null)]
    [InlineData("", "AWS AKIDEXAMPLE:c2lnbmF0dXJl")]
    public async Task Request_WithSignatureVersion2_IsToldTheVersionToUse(string query, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Endpoint, $"/{fixture.Bucket}/any{query}"));
        request.Headers.TryAddWithoutValidation("authorization", authorization);

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = Upload.Document(await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("InvalidRequest", error.Element("Code")!.Value);
        Assert.EndsWith("Please use AWS4-HMAC-SHA256.", error.Element("Message")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListObjects_PageByPage_ReturnsEachOnce()
    {
        foreach (var key in (string[])["list/a", "list/b/1", "list/b/2", "list/c", "list/d e"])
        {
            await _client.PutObjectAsync(new() { BucketName = fixture.Bucket, Key = key, ContentBody = "x" }, TestToken);
        }

        var keys = new List<string>();
        var request = new ListObjectsRequest { BucketName = fixture.Bucket, Prefix = "list/", Delimiter = "/", MaxKeys = 2 };
        ListObjectsResponse page;
        do
        {
            page = await _client.ListObjectsAsync(request, TestToken);
            keys.AddRange(page.S3Objects?.Select(item => item.Key) ?? []);
            keys.AddRange(page.CommonPrefixes ?? []);
            request.Marker = page.NextMarker;
        }
        while (page.IsTruncated == true);

        Assert.Equal(["list/a", "list/b/", "list/c", "list/d e"], keys);
        var plain = await GetAsync($"/{fixture.Bucket}?prefix=list/&max-keys=1&encoding-type=url");
        Assert.Equal(("list/a", "true", null), (Value(plain, "Key"), Value(plain, "IsTruncated"), Value(plain, "NextMarker")));
        Assert.NotNull(Value(plain, "ID"));
    }

    [Fact]
    public async Task PresignedPut_WithHeadersInItsQuery_StoresThem()
    {
        var url = await _client.GetPreSignedURLAsync(new()
        {
            BucketName = fixture.Bucket,
            Key = "presigned",
            Verb = HttpVerb.PUT,
            Protocol = Protocol.HTTP,
            Expires = DateTime.UtcNow.AddMinutes(5),
            Parameters = { ["x-amz-meta-title"] = "One", ["x-amz-tagging"] = "colour=red" },
        });

        using var response = await _http.PutAsync(url, new ByteArrayContent([1]), TestToken);
        var head = await _client.GetObjectMetadataAsync(fixture.Bucket, "presigned", TestToken);
        var tags = await _client.GetObjectTaggingAsync(new() { BucketName = fixture.Bucket, Key = "presigned" }, TestToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("One", head.Metadata["title"]);
        Assert.Equal(("colour", "red"), (tags.Tagging.Single().Key, tags.Tagging.Single().Value));
    }

    [Fact]
    public async Task PutObject_WithAnEmptyMd5_IsRefused()
    {
        using var request = LambdaFixture.Sign(HttpMethod.Put, Url($"/{fixture.Bucket}/md5"), "s3", "x");
        request.Content!.Headers.TryAddWithoutValidation("Content-MD5", "");
        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("<Code>InvalidDigest</Code>", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopyObject_OfADeleteMarker_IsRefused()
    {
        await _client.PutObjectAsync(new() { BucketName = "versioned", Key = "marked", ContentBody = "x" }, TestToken);
        var marker = await _client.DeleteObjectAsync("versioned", "marked", TestToken);

        var byVersion = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.CopyObjectAsync(
            new() { SourceBucket = "versioned", SourceKey = "marked", SourceVersionId = marker.VersionId, DestinationBucket = fixture.Bucket, DestinationKey = "copy" }, TestToken));
        var latest = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.CopyObjectAsync("versioned", "marked", fixture.Bucket, "copy", TestToken));

        Assert.Equal(("InvalidRequest", "NoSuchKey"), (byVersion.ErrorCode, latest.ErrorCode));
    }

    [Fact]
    public async Task CreateBucket_OneOfTheTemplate_Succeeds()
    {
        await _client.PutBucketAsync("versioned", TestToken);
        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.PutBucketAsync("another-bucket", TestToken));

        Assert.Equal((HttpStatusCode.NotImplemented, "NotImplemented"), (refused.StatusCode, refused.ErrorCode));
        Assert.Contains("CreateBucket", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("My_Uploads")]
    [InlineData("a..b")]
    [InlineData("-uploads")]
    [InlineData("192.168.5.4")]
    public async Task CreateBucket_WithANameThatS3DoesNotAllow_SaysSo(string name)
    {
        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.PutBucketAsync(name, TestToken));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidBucketName"), (refused.StatusCode, refused.ErrorCode));
    }

    [Fact]
    public async Task AssetBucket_BeforeAnyDeployment_IsThere()
    {
        const string assets = "cdk-hnb659fds-assets-000000000000-us-east-1";

        await _client.PutObjectAsync(new() { BucketName = assets, Key = "asset.zip", ContentBody = "x" }, TestToken);
        var buckets = await _client.ListBucketsAsync(TestToken);
        var page = await _client.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1, Prefix = "v" }, TestToken);
        var (first, rest) = (await GetAsync("/?max-buckets=1"), await GetAsync("/?max-buckets=0", HttpStatusCode.BadRequest));

        Assert.Contains(buckets.Buckets, bucket => bucket.BucketName == assets);
        Assert.Equal("versioned", Assert.Single(page.Buckets).BucketName);
        Assert.NotNull(Value(first, "ContinuationToken"));
        Assert.Equal("InvalidArgument", Value(rest, "Code"));
    }

    [Theory]
    [InlineData("PUT", "?policy", "PutBucketPolicy")]
    [InlineData("GET", "?website", "GetBucketWebsite")]
    [InlineData("DELETE", "", "DeleteBucket")]
    public async Task Request_UnknownOperationOnNoBucket_NamesTheOperation(string method, string query, string operation)
    {
        using var request = LambdaFixture.Sign(new(method), Url($"/no-such-bucket{query}"), "s3");
        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains(operation, await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteObjects_DeeplyNestedXml_IsRefused()
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", 40_000)) + string.Concat(Enumerable.Repeat("</a>", 40_000));
        using var request = LambdaFixture.Sign(HttpMethod.Post, Url($"/{fixture.Bucket}?delete="), "s3", xml);
        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("<Code>MalformedXML</Code>", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    private Uri Url(string path) => new(fixture.Endpoint, path);

    private async Task<XElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = LambdaFixture.Sign(HttpMethod.Get, Url(path), "s3");
        using var response = await _http.SendAsync(request, TestToken);
        Assert.Equal(expected, response.StatusCode);
        return XElement.Parse(await response.Content.ReadAsStringAsync(TestToken));
    }

    private static string? Value(XElement root, string name) => root.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    private async Task<Upload> UploadAsync(string name, string algorithm, string type)
    {
        var key = $"complete/{algorithm}/{type}/{name}";
        var upload = await _client.InitiateMultipartUploadAsync(
            new()
            {
                BucketName = fixture.Bucket,
                Key = key,
                ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm),
                ChecksumType = ChecksumType.FindValue(type),
            },
            TestToken);
        var parts = new StringBuilder("<CompleteMultipartUpload>");
        foreach (var (number, size) in new[] { (1, PartSize), (2, 1000) })
        {
            var part = await _client.UploadPartAsync(
                new()
                {
                    BucketName = fixture.Bucket,
                    Key = key,
                    UploadId = upload.UploadId,
                    PartNumber = number,
                    InputStream = new MemoryStream(new byte[size]),
                    ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm),
                },
                TestToken);
            var checksum = part.ChecksumCRC32 ?? part.ChecksumCRC32C ?? part.ChecksumCRC64NVME ?? part.ChecksumSHA1 ?? part.ChecksumSHA256;
            parts.Append($"<Part><PartNumber>{number}</PartNumber><ETag>{part.ETag}</ETag><Checksum{algorithm}>{checksum}</Checksum{algorithm}></Part>");
        }

        return new(Url($"/{fixture.Bucket}/{key}?uploadId={upload.UploadId}"), parts.Append("</CompleteMultipartUpload>").ToString());
    }

    private async Task<string> CompleteAsync(Upload upload, params (string Name, string Value)[] headers)
    {
        using var request = LambdaFixture.Sign(HttpMethod.Post, upload.Url, "s3", upload.Parts, "application/xml", null, headers);
        using var response = await _http.SendAsync(request, TestToken);
        return await response.Content.ReadAsStringAsync(TestToken);
    }

    private sealed record Upload(Uri Url, string Parts)
    {
        public static XElement Document(string response) => XElement.Parse(response);
    }
}
