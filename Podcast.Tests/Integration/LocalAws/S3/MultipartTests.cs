using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>Uploads in parts, with the official client and with presigned URLs.</summary>
public sealed class MultipartTests(S3Fixture fixture) : IClassFixture<S3Fixture>, IDisposable
{
    private const int PartSize = 5 * 1024 * 1024;

    private readonly AmazonS3Client _client = fixture.CreateClient();
    private readonly HttpClient _http = new();

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _client.Dispose();
    }

    [Theory]
    [InlineData("CRC32", "COMPOSITE")]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("SHA1", null)]
    [InlineData("SHA256", null)]
    [InlineData(null, null)]
    public async Task Upload_InParts_IsReadBackWhole(string? algorithm, string? type)
    {
        var key = $"parts/{algorithm}/{type}";
        var data = RandomNumberGenerator.GetBytes(PartSize + 1000);
        var request = new InitiateMultipartUploadRequest { BucketName = fixture.Bucket, Key = key, ContentType = "audio/wav" };
        if (algorithm is not null)
        {
            request.ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm);
            request.ChecksumType = type is null ? null : ChecksumType.FindValue(type);
        }

        request.Metadata["episode"] = "7";
        var upload = await _client.InitiateMultipartUploadAsync(request, TestToken);
        var parts = new List<PartETag>();
        foreach (var (number, part) in new[] { (1, data[..PartSize]), (2, data[PartSize..]) })
        {
            var sent = new UploadPartRequest
            {
                BucketName = fixture.Bucket,
                Key = key,
                UploadId = upload.UploadId,
                PartNumber = number,
                InputStream = new MemoryStream(part),
                ChecksumAlgorithm = request.ChecksumAlgorithm,
            };
            var received = await _client.UploadPartAsync(sent, TestToken);
            parts.Add(new(number, received.ETag) { ChecksumCRC32 = received.ChecksumCRC32, ChecksumSHA1 = received.ChecksumSHA1, ChecksumSHA256 = received.ChecksumSHA256 });
        }

        var completed = await _client.CompleteMultipartUploadAsync(
            new() { BucketName = fixture.Bucket, Key = key, UploadId = upload.UploadId, PartETags = parts, ChecksumType = request.ChecksumType }, TestToken);
        using var got = await _client.GetObjectAsync(new GetObjectRequest { BucketName = fixture.Bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED }, TestToken);
        using var second = await _client.GetObjectAsync(new GetObjectRequest { BucketName = fixture.Bucket, Key = key, PartNumber = 2 }, TestToken);

        Assert.Equal(data, await ReadAsync(got));
        Assert.Equal(data[PartSize..], await ReadAsync(second));
        Assert.Equal(2, second.PartsCount);
        Assert.EndsWith("-2\"", completed.ETag, StringComparison.Ordinal);
        Assert.Equal(completed.ETag, got.ETag);
        Assert.Equal(("audio/wav", "7"), (got.Headers.ContentType, got.Metadata["episode"]));
        Assert.Equal(completed.ChecksumType, got.ChecksumType);
        Assert.Equal(algorithm is null ? "FULL_OBJECT" : type ?? "COMPOSITE", got.ChecksumType.Value);
        if (algorithm == "SHA256")
        {
            var expected = SHA256.HashData([.. SHA256.HashData(data.AsSpan(0, PartSize)), .. SHA256.HashData(data.AsSpan(PartSize))]);
            Assert.Equal($"{Convert.ToBase64String(expected)}-2", got.ChecksumSHA256);
        }
    }

    [Fact]
    public async Task Complete_Twice_GivesTheSameResponse()
    {
        var (key, uploadId) = await StartAsync();
        var part = await PutPartAsync(key, uploadId, 1, [1, 2, 3]);

        var first = await CompleteAsync(key, uploadId, part);
        var again = await CompleteAsync(key, uploadId, part);

        Assert.Equal(first.ETag, again.ETag);
    }

    [Fact]
    public async Task Complete_WithPartThatIsTooSmall_IsRefusedAndCanBeRepaired()
    {
        var (key, uploadId) = await StartAsync();
        var small = await PutPartAsync(key, uploadId, 1, [1, 2, 3]);
        var last = await PutPartAsync(key, uploadId, 2, [4]);

        Assert.Equal("EntityTooSmall", await ErrorAsync(() => CompleteAsync(key, uploadId, small, last)));
        Assert.Equal("InvalidPart", await ErrorAsync(() => CompleteAsync(key, uploadId, small, new PartETag(3, "\"d41d8cd98f00b204e9800998ecf8427e\""))));
        var large = await PutPartAsync(key, uploadId, 1, new byte[PartSize]);
        Assert.Equal("InvalidPart", await ErrorAsync(() => CompleteAsync(key, uploadId, small, last)));
        await CompleteAsync(key, uploadId, large, last);

        var head = await _client.GetObjectMetadataAsync(fixture.Bucket, key, TestToken);
        Assert.Equal(PartSize + 1, head.ContentLength);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task UploadPart_WithNumberOutOfRange_IsRefused(int number)
    {
        var (key, uploadId) = await StartAsync();

        Assert.Equal("InvalidArgument", await ErrorAsync(() => PutPartAsync(key, uploadId, number, [1])));
    }

    [Fact]
    public async Task Abort_Upload_LeavesNothing()
    {
        var (key, uploadId) = await StartAsync();
        await PutPartAsync(key, uploadId, 1, [1]);

        await _client.AbortMultipartUploadAsync(fixture.Bucket, key, uploadId, TestToken);

        Assert.Equal("NoSuchUpload", await ErrorAsync(() => PutPartAsync(key, uploadId, 2, [1])));
        Assert.Equal("NoSuchUpload", await ErrorAsync(() => _client.AbortMultipartUploadAsync(fixture.Bucket, key, uploadId, TestToken)));
        Assert.False(Directory.Exists(Path.Combine(fixture.StoragePath, "multipart", uploadId)));
    }

    [Fact]
    public async Task ListParts_PageByPage_ReturnsWhatIsMissing()
    {
        var (key, uploadId) = await StartAsync();
        foreach (var number in new[] { 1, 2, 4, 7 })
        {
            await PutPartAsync(key, uploadId, number, [(byte)number]);
        }

        var first = await _client.ListPartsAsync(new ListPartsRequest { BucketName = fixture.Bucket, Key = key, UploadId = uploadId, MaxParts = 3 }, TestToken);
        var second = await _client.ListPartsAsync(
            new ListPartsRequest { BucketName = fixture.Bucket, Key = key, UploadId = uploadId, PartNumberMarker = first.NextPartNumberMarker.ToString() }, TestToken);

        Assert.Equal([1, 2, 4], first.Parts.Select(part => part.PartNumber!.Value));
        Assert.True(first.IsTruncated);
        Assert.Equal([7], second.Parts.Select(part => part.PartNumber!.Value));
        Assert.Equal(1, second.Parts[0].Size);
    }

    [Fact]
    public async Task ListMultipartUploads_WithDelimiter_RollsUp()
    {
        foreach (var key in new[] { "listed/a", "listed/b/1", "listed/b/2", "listed/c" })
        {
            await _client.InitiateMultipartUploadAsync(fixture.Bucket, key, TestToken);
        }

        var found = new List<string>();
        var request = new ListMultipartUploadsRequest { BucketName = fixture.Bucket, Prefix = "listed/", Delimiter = "/", MaxUploads = 1 };
        ListMultipartUploadsResponse page;
        do
        {
            page = await _client.ListMultipartUploadsAsync(request, TestToken);
            found.AddRange((page.MultipartUploads ?? []).Select(item => item.Key));
            found.AddRange(page.CommonPrefixes ?? []);
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);

        Assert.Equal(["listed/a", "listed/b/", "listed/c"], found);
    }

    [Fact]
    public async Task Upload_ThroughPresignedUrls_ContinuesAfterARestart()
    {
        const string key = "presigned/parts";
        var upload = await _client.InitiateMultipartUploadAsync(new() { BucketName = fixture.Bucket, Key = key, ChecksumAlgorithm = ChecksumAlgorithm.CRC64NVME }, TestToken);
        var first = await PutPresignedAsync(1, new byte[PartSize]);
        await fixture.RestartAsync();
        using var client = fixture.CreateClient();
        var listed = await client.ListPartsAsync(fixture.Bucket, key, upload.UploadId, TestToken);
        var second = await PutPresignedAsync(2, [1, 2, 3]);

        await client.CompleteMultipartUploadAsync(
            new() { BucketName = fixture.Bucket, Key = key, UploadId = upload.UploadId, PartETags = [first, second] }, TestToken);
        await fixture.RestartAsync();
        using var later = fixture.CreateClient();
        var head = await later.GetObjectMetadataAsync(fixture.Bucket, key, TestToken);

        Assert.Equal(first.ETag, Assert.Single(listed.Parts).ETag);
        Assert.Equal(PartSize + 3, head.ContentLength);
        Assert.False(Directory.Exists(Path.Combine(fixture.StoragePath, "multipart", upload.UploadId)));

        async Task<PartETag> PutPresignedAsync(int number, byte[] data)
        {
            using var signer = fixture.CreateClient();
            var url = await signer.GetPreSignedURLAsync(new()
            {
                BucketName = fixture.Bucket,
                Key = key,
                Verb = HttpVerb.PUT,
                UploadId = upload.UploadId,
                PartNumber = number,
                Protocol = Protocol.HTTP,
                Expires = DateTime.UtcNow.AddMinutes(5),
            });
            using var content = new ByteArrayContent(data);
            using var response = await _http.PutAsync(url, content, TestToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return new(number, response.Headers.ETag!.ToString());
        }
    }

    [Fact]
    public async Task UploadPartCopy_Range_MakesAPart()
    {
        var data = RandomNumberGenerator.GetBytes(1000);
        await _client.PutObjectAsync(new() { BucketName = fixture.Bucket, Key = "copied/source", InputStream = new MemoryStream(data) }, TestToken);
        var (key, uploadId) = await StartAsync();

        var copied = await _client.CopyPartAsync(
            new()
            {
                SourceBucket = fixture.Bucket,
                SourceKey = "copied/source",
                DestinationBucket = fixture.Bucket,
                DestinationKey = key,
                UploadId = uploadId,
                PartNumber = 1,
                FirstByte = 10,
                LastByte = 109,
            },
            TestToken);
        await CompleteAsync(key, uploadId, new PartETag(copied));
        using var got = await _client.GetObjectAsync(fixture.Bucket, key, TestToken);

        Assert.Equal(data[10..110], await ReadAsync(got));
    }

    [Fact]
    public async Task UploadPart_WithAnotherChecksumThanTheUploads_IsRefused()
    {
        var upload = await _client.InitiateMultipartUploadAsync(
            new() { BucketName = fixture.Bucket, Key = "mismatch", ChecksumAlgorithm = ChecksumAlgorithm.SHA256 }, TestToken);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.UploadPartAsync(
            new()
            {
                BucketName = fixture.Bucket,
                Key = "mismatch",
                UploadId = upload.UploadId,
                PartNumber = 1,
                InputStream = new MemoryStream([1]),
                ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
            },
            TestToken));

        Assert.Equal("InvalidRequest", error.ErrorCode);
        Assert.Contains("expected checksum Type: sha256, actual checksum Type: crc32", error.Message, StringComparison.Ordinal);
    }

    private async Task<(string Key, string UploadId)> StartAsync()
    {
        var key = "upload/" + Guid.NewGuid();
        return (key, (await _client.InitiateMultipartUploadAsync(fixture.Bucket, key, TestToken)).UploadId);
    }

    private async Task<PartETag> PutPartAsync(string key, string uploadId, int number, byte[] data) => new(await _client.UploadPartAsync(
        new() { BucketName = fixture.Bucket, Key = key, UploadId = uploadId, PartNumber = number, InputStream = new MemoryStream(data) }, TestToken));

    private Task<CompleteMultipartUploadResponse> CompleteAsync(string key, string uploadId, params IEnumerable<PartETag> parts) => _client.CompleteMultipartUploadAsync(
        new() { BucketName = fixture.Bucket, Key = key, UploadId = uploadId, PartETags = [.. parts] }, TestToken);

    private static async Task<string> ErrorAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<AmazonS3Exception>(call)).ErrorCode;

    private static async Task<byte[]> ReadAsync(GetObjectResponse response)
    {
        using var data = new MemoryStream();
        await response.ResponseStream.CopyToAsync(data, TestToken);
        return data.ToArray();
    }
}
