namespace Podcast.Tests.Integration.Functions.EmptyBucket;

public sealed class EmptyBucketFunctionTests(EmptyBucketSystem system) : IClassFixture<EmptyBucketSystem>
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delete_BucketWithVersionsMarkersAndUploads_IsEmptyAfterwards()
    {
        for (var i = 0; i < 5; i++)
        {
            await PutAsync("versioned", $"key {i % 3}");
        }

        await system.S3.DeleteObjectAsync("versioned", "key 1", TestToken);
        for (var i = 0; i < 3; i++)
        {
            await system.S3.InitiateMultipartUploadAsync("versioned", $"upload {i}", TestToken);
        }

        var response = await system.SendAsync("Delete", "versioned");

        Assert.Equal("SUCCESS", response["Status"]!.ToString());
        Assert.Empty((await system.S3.ListVersionsAsync("versioned", TestToken)).Versions ?? []);
        Assert.Empty((await system.S3.ListMultipartUploadsAsync("versioned", TestToken)).MultipartUploads ?? []);
    }

    [Fact]
    public async Task Delete_BucketWithoutVersions_IsEmptyAfterwards()
    {
        foreach (var key in (string[])["a", "b&c", "ü/d"])
        {
            await PutAsync("plain", key);
        }

        Assert.Equal("SUCCESS", (await system.SendAsync("Delete", "plain"))["Status"]!.ToString());
        Assert.Empty((await system.S3.ListObjectsV2Async(new() { BucketName = "plain" }, TestToken)).S3Objects ?? []);
    }

    [Fact]
    public async Task Delete_BucketThatIsNotMarked_IsLeftAsItIs()
    {
        await PutAsync("kept", "a recording");

        Assert.Equal("SUCCESS", (await system.SendAsync("Delete", "kept"))["Status"]!.ToString());
        Assert.Single((await system.S3.ListObjectsV2Async(new() { BucketName = "kept" }, TestToken)).S3Objects);
    }

    [Theory]
    [InlineData("Create")]
    [InlineData("Update")]
    public async Task CreateAndUpdate_Bucket_SucceedsAndDeletesNothing(string type)
    {
        await PutAsync("versioned", type);

        var response = await system.SendAsync(type, "versioned");

        Assert.Equal(
            """{"Status":"SUCCESS","PhysicalResourceId":"versioned","StackId":"the stack","RequestId":"the request","LogicalResourceId":"the resource"}""",
            response.ToJsonString());
        Assert.Contains((await system.S3.ListVersionsAsync("versioned", TestToken)).Versions, version => version.Key == type);
    }

    [Fact]
    public async Task Delete_BucketThatIsGone_IsSuccess() => Assert.Equal("SUCCESS", (await system.SendAsync("Delete", "never-was"))["Status"]!.ToString());

    [Fact]
    public async Task Create_WithoutBucketName_FailsWithTheReason()
    {
        var response = await system.SendAsync("Create", null);

        Assert.Equal(("FAILED", "The property BucketName is missing."), (response["Status"]!.ToString(), response["Reason"]!.ToString()));
    }

    [Fact]
    public async Task Delete_S3Refuses_FailsWithItsReason()
    {
        using var refused = system.Client("not the secret");

        var response = await system.SendAsync("Delete", "plain", refused);

        Assert.Equal("FAILED", response["Status"]!.ToString());
        Assert.Contains("SignatureDoesNotMatch", response["Reason"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_TimeIsUp_FailsAndSaysHowToGoOn()
    {
        var response = await system.SendAsync("Delete", "plain", endsAt: TimeProvider.System.GetUtcNow());

        Assert.Equal("FAILED", response["Status"]!.ToString());
        Assert.Contains("Delete the stack again", response["Reason"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_NotAccepted_FailsWithoutTheAddress()
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => system.SendAsync("Create", "plain", "http://127.0.0.1:1/response?X-Amz-Signature=secret"));

        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("The response could not be sent to CloudFormation: ConnectionError", failure.Message, StringComparison.Ordinal);
    }

    private Task PutAsync(string bucket, string key) => system.S3.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = key }, TestToken);
}
