using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Tests.Integration.LocalAws.MediaConvert;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>A disk without room, for real: every writing request is refused in a way that says so, costs nothing that was there, and works later.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Bucket = "audio";
    private const int PartSize = 5 * 1024 * 1024;
    private const int Tail = 300_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsProcess _aws = null!;
    private AmazonS3Client _client = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    private string Uploads => Path.Combine(_aws.StoragePath, "uploads");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(SmallDisk.WhyNot is null, SmallDisk.WhyNot ?? "");
        var template = Path.Combine(_folder, "Test.template.json");
        await File.WriteAllTextAsync(template, """{ "Resources": { "Audio": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "audio" } } } }""", TestToken);
        _aws = await LocalAwsProcess.StartAsync(template, Path.Combine(_folder, "objects"), new SmallDisk(16 * 1024 * 1024), TestToken);
        _client = new(
            new BasicAWSCredentials(S3Fixture.AccessKeyId, S3Fixture.SecretAccessKey),
            new AmazonS3Config { ServiceURL = _aws.Url.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _aws?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    // Room for a part of the object, and for all of it but its description.
    [InlineData(PartSize)]
    [InlineData(PartSize + Tail)]
    public async Task CompleteMultipartUpload_OnFullDisk_KeepsThePartsAndWorksWhenThereIsRoom(int room)
    {
        var data = RandomNumberGenerator.GetBytes(PartSize + Tail);
        var upload = await _client.InitiateMultipartUploadAsync(Bucket, "episode.wav", TestToken);
        PartETag[] parts =
        [
            await PutPartAsync(upload.UploadId, 1, data[..PartSize]),
            await PutPartAsync(upload.UploadId, 2, data[PartSize..]),
        ];
        // Pages: the object's last one has no space for the description when the tail fills it.
        SmallDisk.Leave(_aws.StoragePath, room);

        await RequireRefusedAsync(() => CompleteAsync(upload.UploadId, parts));

        var listed = await _client.ListPartsAsync(Bucket, "episode.wav", upload.UploadId, TestToken);
        Assert.Equal(parts.Select(part => part.ETag), listed.Parts.Select(part => part.ETag));
        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => _client.GetObjectMetadataAsync(Bucket, "episode.wav", TestToken));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        SmallDisk.Leave(_aws.StoragePath, data.Length + 64 * 1024);
        await CompleteAsync(upload.UploadId, parts);

        Assert.Equal(data, await ReadAsync("episode.wav"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Uploads));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_aws.StoragePath, "multipart")));
    }

    [Fact]
    public async Task EveryWrite_OnFullDisk_IsRefusedAndLeavesEverythingAsItWas()
    {
        var before = RandomNumberGenerator.GetBytes(100_000);
        await _client.PutObjectAsync(Put("old", before), TestToken);
        var upload = await _client.InitiateMultipartUploadAsync(Bucket, "episode.wav", TestToken);
        var part = await PutPartAsync(upload.UploadId, 1, before);
        SmallDisk.Leave(_aws.StoragePath, 0);

        await RequireRefusedAsync(() => _client.PutObjectAsync(Put("old", RandomNumberGenerator.GetBytes(200_000)), TestToken));
        await RequireRefusedAsync(() => _client.PutObjectAsync(Put("new", [1]), TestToken));
        await RequireRefusedAsync(() => _client.CopyObjectAsync(Bucket, "old", Bucket, "copy", TestToken));
        await RequireRefusedAsync(() => _client.InitiateMultipartUploadAsync(Bucket, "other.wav", TestToken));
        await RequireRefusedAsync(() => PutPartAsync(upload.UploadId, 1, RandomNumberGenerator.GetBytes(200_000)));
        await RequireRefusedAsync(() => _client.PutObjectTaggingAsync(
            new PutObjectTaggingRequest { BucketName = Bucket, Key = "old", Tagging = new() { TagSet = [new() { Key = "a", Value = "b" }] } }, TestToken));

        Assert.Equal(before, await ReadAsync("old"));
        Assert.Equal(part.ETag, Assert.Single((await _client.ListPartsAsync(Bucket, "episode.wav", upload.UploadId, TestToken)).Parts).ETag);
        Assert.Single((await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, TestToken)).S3Objects);

        // What makes room needs none.
        await _client.AbortMultipartUploadAsync(Bucket, "episode.wav", upload.UploadId, TestToken);
        await _client.PutObjectAsync(Put("new", [1]), TestToken);
        Assert.Equal([1], await ReadAsync("new"));
    }

    // The error of S3 for what it cannot do at the moment, which its clients retry.
    private async Task RequireRefusedAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(call);
        Assert.Equal(("ServiceUnavailable", HttpStatusCode.ServiceUnavailable), (error.ErrorCode, error.StatusCode));
        Assert.Contains("disk", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Uploads));
    }

    private static PutObjectRequest Put(string key, byte[] data) => new() { BucketName = Bucket, Key = key, InputStream = new MemoryStream(data) };

    private async Task<PartETag> PutPartAsync(string uploadId, int number, byte[] data) => new(await _client.UploadPartAsync(
        new() { BucketName = Bucket, Key = "episode.wav", UploadId = uploadId, PartNumber = number, InputStream = new MemoryStream(data) }, TestToken));

    private Task<CompleteMultipartUploadResponse> CompleteAsync(string uploadId, IEnumerable<PartETag> parts) => _client.CompleteMultipartUploadAsync(
        new() { BucketName = Bucket, Key = "episode.wav", UploadId = uploadId, PartETags = [.. parts] }, TestToken);

    private async Task<byte[]> ReadAsync(string key)
    {
        using var response = await _client.GetObjectAsync(Bucket, key, TestToken);
        using var data = new MemoryStream();
        await response.ResponseStream.CopyToAsync(data, TestToken);
        return data.ToArray();
    }
}
