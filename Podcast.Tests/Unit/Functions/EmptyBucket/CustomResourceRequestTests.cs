using System.Text.Json;
using Podcast.Functions.EmptyBucket;

namespace Podcast.Tests.Unit.Functions.EmptyBucket;

public sealed class CustomResourceRequestTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "ResponseURL": "" }""")]
    [InlineData("""{ "ResponseURL": 1 }""")]
    [InlineData("""{ "ResponseURL": "nowhere" }""")]
    public void Read_EventOfSomebodyElse_IsRefused(string input) => Assert.Throws<ArgumentException>(() => Read(input));

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{ "BucketName": 1 }""", "")]
    [InlineData("""{ "BucketName": "" }""", "")]
    [InlineData("[]", "")]
    [InlineData("""{ "BucketName": "media" }""", "media")]
    public void Read_RequestWithLittleInIt_HasEmptyFields(string properties, string bucket)
    {
        var request = Read($$"""{ "ResponseURL": "https://example.com/r", "ResourceProperties": {{properties}} }""");
        Assert.Equal(("", "", "", "", null), (request.Type, request.StackId, request.RequestId, request.LogicalResourceId, request.PhysicalResourceId));
        Assert.Equal(bucket, request.BucketName ?? "");
    }

    [Fact]
    public void Read_RequestOfCloudFormation_HasItsFields()
    {
        var request = Read("""
            { "RequestType": "Delete", "ResponseURL": "https://example.com/r", "StackId": "stack", "RequestId": "id", "LogicalResourceId": "Media", "PhysicalResourceId": "bucket" }
            """);
        Assert.Equal(("Delete", "stack", "id", "Media", "bucket"), (request.Type, request.StackId, request.RequestId, request.LogicalResourceId, request.PhysicalResourceId));
        Assert.Null(request.BucketName);
    }

    private static CustomResourceRequest Read(string input)
    {
        using var document = JsonDocument.Parse(input);
        return CustomResourceRequest.Read(document.RootElement);
    }
}
