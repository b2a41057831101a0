using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>Copies, deletions, tags and versions, with the official client.</summary>
public sealed class ObjectOperationTests(S3Fixture fixture) : IClassFixture<S3Fixture>, IDisposable
{
    private const string Versioned = "versioned";

    private readonly AmazonS3Client _client = fixture.CreateClient();

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task CopyObject_AnyKey_KeepsWhatBelongsToIt()
    {
        const string source = "copy/söurce key+1";
        var put = await PutAsync(fixture.Bucket, source, "data", request =>
        {
            request.ContentType = "audio/mpeg";
            request.Metadata["a"] = "1";
            request.TagSet = [new() { Key = "state", Value = "new" }];
        });

        var copied = await _client.CopyObjectAsync(fixture.Bucket, source, fixture.Bucket, "copy/target", TestToken);
        using var got = await _client.GetObjectAsync(fixture.Bucket, "copy/target", TestToken);
        var tags = await _client.GetObjectTaggingAsync(new() { BucketName = fixture.Bucket, Key = "copy/target" }, TestToken);

        Assert.Equal(put.ETag, copied.ETag);
        Assert.Equal(("data", "audio/mpeg", "1"), (await TextAsync(got), got.Headers.ContentType, got.Metadata["a"]));
        Assert.Equal(1, got.TagCount);
        Assert.Equal("new", Assert.Single(tags.Tagging).Value);
    }

    [Fact]
    public async Task CopyObject_OntoItself_NeedsNewMetadata()
    {
        await PutAsync(fixture.Bucket, "self", "data");
        var request = new CopyObjectRequest { SourceBucket = fixture.Bucket, SourceKey = "self", DestinationBucket = fixture.Bucket, DestinationKey = "self" };

        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.CopyObjectAsync(request, TestToken));
        request.MetadataDirective = S3MetadataDirective.REPLACE;
        request.ContentType = "text/plain";
        await _client.CopyObjectAsync(request, TestToken);
        var head = await _client.GetObjectMetadataAsync(fixture.Bucket, "self", TestToken);

        Assert.Equal("InvalidRequest", refused.ErrorCode);
        Assert.Equal("text/plain", head.Headers.ContentType);
    }

    [Fact]
    public async Task CopyObject_WithConditionThatDoesNotHold_IsRefused()
    {
        await PutAsync(fixture.Bucket, "conditional", "data");

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.CopyObjectAsync(
            new()
            {
                SourceBucket = fixture.Bucket,
                SourceKey = "conditional",
                DestinationBucket = fixture.Bucket,
                DestinationKey = "never",
                ETagToMatch = "\"other\"",
            },
            TestToken));

        Assert.Equal(HttpStatusCode.PreconditionFailed, error.StatusCode);
    }

    [Fact]
    public async Task DeleteObjects_SomeThatAreThere_RespondsForEach()
    {
        await PutAsync(fixture.Bucket, "many/1", "1");
        await PutAsync(fixture.Bucket, "many/2", "2");

        var deleted = await _client.DeleteObjectsAsync(
            new()
            {
                BucketName = fixture.Bucket,
                Objects = [new() { Key = "many/1" }, new() { Key = "many/2" }, new() { Key = "many/missing" }],
            },
            TestToken);
        var left = await _client.ListObjectsV2Async(new() { BucketName = fixture.Bucket, Prefix = "many/" }, TestToken);

        Assert.Equal(["many/1", "many/2", "many/missing"], deleted.DeletedObjects.Select(item => item.Key));
        Assert.Equal(0, left.KeyCount);
    }

    [Fact]
    public async Task Tags_Replaced_OutliveARestart()
    {
        await PutAsync(fixture.Bucket, "tagged", "1", request => request.TagSet = [new() { Key = "a", Value = "1" }]);
        await _client.PutObjectTaggingAsync(
            new() { BucketName = fixture.Bucket, Key = "tagged", Tagging = new() { TagSet = [new() { Key = "b", Value = "2 with space" }] } }, TestToken);
        await fixture.RestartAsync();
        using var client = fixture.CreateClient();

        var tags = await client.GetObjectTaggingAsync(new() { BucketName = fixture.Bucket, Key = "tagged" }, TestToken);
        await client.DeleteObjectTaggingAsync(new() { BucketName = fixture.Bucket, Key = "tagged" }, TestToken);
        var none = await client.GetObjectTaggingAsync(new() { BucketName = fixture.Bucket, Key = "tagged" }, TestToken);

        Assert.Equal(("b", "2 with space"), (tags.Tagging.Single().Key, tags.Tagging.Single().Value));
        Assert.Empty(none.Tagging ?? []);
    }

    [Fact]
    public async Task Tags_MoreThanTen_AreRefused()
    {
        await PutAsync(fixture.Bucket, "overtagged", "1");

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.PutObjectTaggingAsync(
            new()
            {
                BucketName = fixture.Bucket,
                Key = "overtagged",
                Tagging = new() { TagSet = [.. Enumerable.Range(0, 11).Select(number => new Tag { Key = $"k{number}", Value = "v" })] },
            },
            TestToken));

        Assert.Equal("BadRequest", error.ErrorCode);
    }

    [Fact]
    public async Task Versions_Key_AreKeptHiddenAndRestored()
    {
        var first = await PutAsync(Versioned, "v/key", "first");
        var second = await PutAsync(Versioned, "v/key", "second");
        var marker = await _client.DeleteObjectAsync(Versioned, "v/key", TestToken);

        Assert.Equal("true", marker.DeleteMarker);
        var missing = await Assert.ThrowsAsync<NoSuchKeyException>(() => _client.GetObjectAsync(Versioned, "v/key", TestToken));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("first", await VersionAsync(first.VersionId));
        var notAllowed = await Assert.ThrowsAsync<AmazonS3Exception>(() => VersionAsync(marker.VersionId));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, notAllowed.StatusCode);
        await fixture.RestartAsync();
        using var client = fixture.CreateClient();
        var versions = await client.ListVersionsAsync(new ListVersionsRequest { BucketName = Versioned, Prefix = "v/" }, TestToken);
        Assert.Equal([marker.VersionId, second.VersionId, first.VersionId], versions.Versions.Select(version => version.VersionId));
        Assert.Equal([true, false, false], versions.Versions.Select(version => version.IsLatest!.Value));

        await client.DeleteObjectAsync(Versioned, "v/key", marker.VersionId, TestToken);
        using var restored = await client.GetObjectAsync(Versioned, "v/key", TestToken);
        Assert.Equal(("second", second.VersionId), (await TextAsync(restored), restored.VersionId));

        async Task<string> VersionAsync(string versionId)
        {
            using var got = await _client.GetObjectAsync(Versioned, "v/key", versionId, TestToken);
            return await TextAsync(got);
        }
    }

    [Fact]
    public async Task ListVersions_PageByPage_ReturnsEachOnce()
    {
        foreach (var key in new[] { "p/a", "p/a", "p/b", "p/c", "p/c" })
        {
            await PutAsync(Versioned, key, "x");
        }

        var found = new List<string>();
        var request = new ListVersionsRequest { BucketName = Versioned, Prefix = "p/", MaxKeys = 2 };
        ListVersionsResponse page;
        do
        {
            page = await _client.ListVersionsAsync(request, TestToken);
            found.AddRange(page.Versions.Select(version => version.Key));
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);

        Assert.Equal(["p/a", "p/a", "p/b", "p/c", "p/c"], found);
    }

    [Fact]
    public async Task GetObject_InvalidVersion_IsRefused()
    {
        await PutAsync(Versioned, "w", "x");

        var malformed = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.GetObjectAsync(Versioned, "w", "short", TestToken));
        var missing = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.GetObjectAsync(Versioned, "w", new string('a', 32), TestToken));

        Assert.Equal(("InvalidArgument", "NoSuchVersion"), (malformed.ErrorCode, missing.ErrorCode));
    }

    private Task<PutObjectResponse> PutAsync(string bucket, string key, string body, Action<PutObjectRequest>? configure = null)
    {
        var request = new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = body };
        configure?.Invoke(request);
        return _client.PutObjectAsync(request, TestToken);
    }

    private static async Task<string> TextAsync(GetObjectResponse response)
    {
        using var reader = new StreamReader(response.ResponseStream);
        return await reader.ReadToEndAsync(TestToken);
    }
}
