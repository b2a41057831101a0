using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>The official client drives the emulation over HTTP, with its defaults.</summary>
public sealed class S3ClientTests(S3Fixture fixture) : IClassFixture<S3Fixture>, IDisposable
{
    private readonly AmazonS3Client _client = fixture.CreateClient();

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8192)]
    [InlineData(1_000_003)]
    [InlineData(5 * 1024 * 1024)]
    public async Task PutObject_WithDefaultChecksum_IsReadBackWhole(int size)
    {
        var data = RandomNumberGenerator.GetBytes(size);

        var put = await PutAsync($"sizes/{size}", data);
        using var got = await _client.GetObjectAsync(new GetObjectRequest { BucketName = fixture.Bucket, Key = $"sizes/{size}", ChecksumMode = ChecksumMode.ENABLED }, TestToken);

        Assert.Equal(data, await ReadAsync(got));
        Assert.Equal($"\"{Md5(data)}\"", put.ETag);
        Assert.Equal(put.ETag, got.ETag);
        Assert.Equal(put.ChecksumCRC32, got.ChecksumCRC32);
        Assert.NotNull(got.ChecksumCRC32);
        Assert.Equal(ChecksumType.FULL_OBJECT, got.ChecksumType);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task PutObject_WithChosenChecksum_KeepsThatOne(string algorithm)
    {
        await _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = fixture.Bucket,
                Key = "checksum/" + algorithm,
                InputStream = new MemoryStream("with a checksum"u8.ToArray()),
                ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm),
            },
            TestToken);

        var head = await _client.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = fixture.Bucket, Key = "checksum/" + algorithm, ChecksumMode = ChecksumMode.ENABLED }, TestToken);

        Assert.NotNull(algorithm switch
        {
            "CRC32" => head.ChecksumCRC32,
            "SHA1" => head.ChecksumSHA1,
            _ => head.ChecksumSHA256,
        });
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task PutObject_WithAndWithoutChunks_IsReadBackWhole(bool useChunkEncoding, bool disableTrailer)
    {
        var data = RandomNumberGenerator.GetBytes(300_000);
        var key = $"chunks/{useChunkEncoding}/{disableTrailer}";

        await _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = fixture.Bucket,
                Key = key,
                InputStream = new MemoryStream(data),
                UseChunkEncoding = useChunkEncoding,
                DisableDefaultChecksumValidation = disableTrailer,
            },
            TestToken);

        using var got = await _client.GetObjectAsync(fixture.Bucket, key, TestToken);
        Assert.Equal(data, await ReadAsync(got));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space and +plus")]
    [InlineData("ünï/cødé/☃/😀")]
    [InlineData("a//b///c")]
    [InlineData("dots/a..b/...")]
    [InlineData("signs/!$&'()*,;=:@?#[]%25%")]
    [InlineData("back\\slash\"quote<tag>")]
    public async Task PutObject_WithAnyKey_IsFoundUnderIt(string key)
    {
        await PutAsync(key, Encoding.UTF8.GetBytes(key));

        using var got = await _client.GetObjectAsync(fixture.Bucket, key, TestToken);
        var listed = await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = fixture.Bucket, Prefix = key }, TestToken);

        Assert.Equal(key, Encoding.UTF8.GetString(await ReadAsync(got)));
        Assert.Contains(listed.S3Objects, item => item.Key == key);
    }

    [Fact]
    public async Task PutObject_WithHeadersAndMetadata_KeepsThem()
    {
        var request = new PutObjectRequest { BucketName = fixture.Bucket, Key = "headers", ContentBody = "x", ContentType = "audio/mpeg" };
        request.Headers.CacheControl = "max-age=60";
        request.Headers.ContentDisposition = "attachment; filename=\"a.mp3\"";
        request.Headers.ContentEncoding = "identity";
        request.Metadata["Episode-Id"] = "42";

        await _client.PutObjectAsync(request, TestToken);
        var head = await _client.GetObjectMetadataAsync(fixture.Bucket, "headers", TestToken);

        Assert.Equal("audio/mpeg", head.Headers.ContentType);
        Assert.Equal("max-age=60", head.Headers.CacheControl);
        Assert.Equal("attachment; filename=\"a.mp3\"", head.Headers.ContentDisposition);
        Assert.Equal("identity", head.Headers.ContentEncoding);
        Assert.Equal("42", head.Metadata["episode-id"]);
        Assert.Equal(1, head.ContentLength);
    }

    [Fact]
    public async Task PutObject_OnlyIfAbsent_KeepsTheFirst()
    {
        var request = () => new PutObjectRequest { BucketName = fixture.Bucket, Key = "once", ContentBody = "first", IfNoneMatch = "*" };
        await _client.PutObjectAsync(request(), TestToken);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.PutObjectAsync(request(), TestToken));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "PreconditionFailed"), (error.StatusCode, error.ErrorCode));
    }

    [Fact]
    public async Task PutObject_WithTooMuchMetadata_IsRefused()
    {
        var request = new PutObjectRequest { BucketName = fixture.Bucket, Key = "metadata", ContentBody = "x" };
        request.Metadata["large"] = new string('x', 2048);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.PutObjectAsync(request, TestToken));

        Assert.Equal("MetadataTooLarge", error.ErrorCode);
    }

    [Theory]
    [InlineData(1024, null)]
    [InlineData(1025, "KeyTooLongError")]
    public async Task PutObject_WithLongKey_IsLimitedTo1024Bytes(int length, string? expectedError)
    {
        var error = await Record.ExceptionAsync(() => PutAsync(new string('k', length), [1]));

        Assert.Equal(expectedError, (error as AmazonS3Exception)?.ErrorCode);
    }

    [Theory]
    [InlineData("bytes=0-0", "0", "bytes 0-0/10")]
    [InlineData("bytes=2-5", "2345", "bytes 2-5/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=5-99", "56789", "bytes 5-9/10")]
    public async Task GetObject_WithRange_SendsThatPart(string range, string expected, string contentRange)
    {
        await PutAsync("ranges", "0123456789"u8.ToArray());

        using var got = await _client.GetObjectAsync(
            new GetObjectRequest { BucketName = fixture.Bucket, Key = "ranges", ByteRange = new ByteRange(range) }, TestToken);

        Assert.Equal(HttpStatusCode.PartialContent, got.HttpStatusCode);
        Assert.Equal(expected, Encoding.ASCII.GetString(await ReadAsync(got)));
        Assert.Equal(contentRange, got.ContentRange);
        Assert.Equal("bytes", got.AcceptRanges);
    }

    [Fact]
    public async Task GetObject_BeyondTheEnd_IsRefused()
    {
        await PutAsync("short", [1, 2, 3]);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.GetObjectAsync(
            new GetObjectRequest { BucketName = fixture.Bucket, Key = "short", ByteRange = new ByteRange("bytes=3-") }, TestToken));

        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange"), (error.StatusCode, error.ErrorCode));
    }

    [Fact]
    public async Task GetObject_WithConditions_RespondsAsS3Does()
    {
        var put = await PutAsync("conditions", [1]);
        var request = () => new GetObjectRequest { BucketName = fixture.Bucket, Key = "conditions" };

        var ifMatch = request();
        ifMatch.EtagToMatch = "\"other\"";
        var ifNoneMatch = request();
        ifNoneMatch.EtagToNotMatch = put.ETag;
        var failed = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.GetObjectAsync(ifMatch, TestToken));
        var notModified = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.GetObjectAsync(ifNoneMatch, TestToken));

        Assert.Equal(HttpStatusCode.PreconditionFailed, failed.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, notModified.StatusCode);
    }

    [Fact]
    public async Task GetObject_WithoutAnObject_IsNoSuchKey()
    {
        var error = await Assert.ThrowsAsync<NoSuchKeyException>(() => _client.GetObjectAsync(fixture.Bucket, "missing", TestToken));

        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Matches("^[0-9A-F]{16}$", error.RequestId);
    }

    [Fact]
    public async Task ListObjectsV2_WithoutABucket_IsNoSuchBucket() =>
        await Assert.ThrowsAsync<NoSuchBucketException>(() => _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "no-such-bucket" }, TestToken));

    [Fact]
    public async Task HeadObject_WithoutAnObject_Is404WithoutABody()
    {
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.GetObjectMetadataAsync(fixture.Bucket, "missing", TestToken));

        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (error.StatusCode, error.ErrorCode));
    }

    [Fact]
    public async Task DeleteObject_Twice_Succeeds()
    {
        await PutAsync("deleted", [1]);

        await _client.DeleteObjectAsync(fixture.Bucket, "deleted", TestToken);
        var again = await _client.DeleteObjectAsync(fixture.Bucket, "deleted", TestToken);

        Assert.Equal(HttpStatusCode.NoContent, again.HttpStatusCode);
        await Assert.ThrowsAsync<NoSuchKeyException>(() => _client.GetObjectAsync(fixture.Bucket, "deleted", TestToken));
    }

    [Fact]
    public async Task ListObjectsV2_PageByPage_ReturnsEachKeyOnce()
    {
        foreach (var key in new[] { "list/a", "list/b/1", "list/b/2", "list/c", "list/d/1", "list/e" })
        {
            await PutAsync(key, [1]);
        }

        var found = new List<string>();
        var request = new ListObjectsV2Request { BucketName = fixture.Bucket, Prefix = "list/", Delimiter = "/", MaxKeys = 2 };
        ListObjectsV2Response page;
        do
        {
            page = await _client.ListObjectsV2Async(request, TestToken);
            Assert.InRange(page.KeyCount!.Value, 1, 2);
            found.AddRange((page.S3Objects ?? []).Select(item => item.Key));
            found.AddRange(page.CommonPrefixes ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        Assert.Equal(["list/a", "list/b/", "list/c", "list/d/", "list/e"], found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Buckets_Template_AreListedAndFound()
    {
        var buckets = await _client.ListBucketsAsync(TestToken);
        var location = await _client.GetBucketLocationAsync(fixture.Bucket, TestToken);
        var head = await _client.HeadBucketAsync(new HeadBucketRequest { BucketName = fixture.Bucket }, TestToken);

        Assert.Equal(["cdk-hnb659fds-assets-000000000000-us-east-1", fixture.Bucket, "versioned"], buckets.Buckets.Select(bucket => bucket.BucketName));
        Assert.Equal("", location.Location.Value ?? "");
        Assert.Equal("us-east-1", head.BucketRegion);
    }

    [Fact]
    public async Task Request_UncoveredOperation_IsNamed()
    {
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.GetBucketReplicationAsync(new() { BucketName = fixture.Bucket }, TestToken));

        Assert.Equal(HttpStatusCode.NotImplemented, error.StatusCode);
        Assert.Contains("S3:GetBucketReplication", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithAnotherSecret_IsRefused()
    {
        using var client = fixture.CreateClient(secretAccessKey: "another");

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.ListBucketsAsync(TestToken));

        Assert.Equal((HttpStatusCode.Forbidden, "SignatureDoesNotMatch"), (error.StatusCode, error.ErrorCode));
    }

    [Fact]
    public async Task Request_WithUnknownAccessKey_IsRefused()
    {
        using var client = fixture.CreateClient(accessKeyId: "AKIANOBODY");

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.ListBucketsAsync(TestToken));

        Assert.Equal("InvalidAccessKeyId", error.ErrorCode);
    }

    private Task<PutObjectResponse> PutAsync(string key, byte[] data) => _client.PutObjectAsync(
        new PutObjectRequest { BucketName = fixture.Bucket, Key = key, InputStream = new MemoryStream(data) }, TestToken);

    [SuppressMessage("Security", "CA5351", Justification = "An ETag is the MD5 of the object.")]
    private static string Md5(byte[] data) => Convert.ToHexStringLower(MD5.HashData(data));

    private static async Task<byte[]> ReadAsync(GetObjectResponse response)
    {
        using var data = new MemoryStream();
        await response.ResponseStream.CopyToAsync(data, TestToken);
        return data.ToArray();
    }
}
