using System.Net;
using Amazon.CloudFrontKeyValueStore;
using Amazon.CloudFrontKeyValueStore.Model;
using Amazon.Runtime;

namespace Podcast.Tests.Unit.StandIns.CloudFrontKeyValueStore;

/// <summary>The client through its public interface, over real HTTP.</summary>
public sealed class AmazonCloudFrontKeyValueStoreClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpdateKeysAsync_Pairs_GoesOverTheWireAsModelled()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        using var client = server.CreateClient();

        var response = await client.UpdateKeysAsync(
            new UpdateKeysRequest
            {
                KvsARN = KeyValueStoreServer.Arn,
                IfMatch = "KV1",
                Puts = [new PutKeyRequestListItem { Key = "a", Value = "1" }],
                Deletes = [new DeleteKeyRequestListItem { Key = "b" }],
            },
            Cancellation);

        Assert.Equal("KV2", response.ETag);
        Assert.Equal(3, response.ItemCount);
        Assert.Equal(99, response.TotalSizeInBytes);
        Assert.Equal("request-1", response.ResponseMetadata.RequestId);
        var call = await server.Calls.Reader.ReadAsync(Cancellation);
        Assert.Equal("POST", call.Method);
        Assert.Equal($"/key-value-stores/{KeyValueStoreServer.EscapedArn}/keys", call.Target);
        Assert.Equal("""{"Deletes":[{"Key":"b"}],"Puts":[{"Key":"a","Value":"1"}]}""", call.Body);
        Assert.Equal("KV1", call.Headers["If-Match"]);
        Assert.Equal("application/json", call.Headers["Content-Type"]);
        Assert.Equal("2022-07-26", call.Headers["x-amz-api-version"]);
        Assert.Equal($"123456789012.localhost:{server.Port}", call.Headers["Host"]);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a/b:c", "a%2Fb%3Ac")]
    [InlineData("é ü~", "%C3%A9%20%C3%BC~")]
    [InlineData("100%", "100%25")]
    public async Task GetKeyAsync_Key_IsOneLabelOfThePath(string key, string label)
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        server.Respond = context => KeyValueStoreServer.WriteAsync(context, """{"Key":"k","Value":"v","ItemCount":1,"TotalSizeInBytes":2}""");
        using var client = server.CreateClient();

        var response = await client.GetKeyAsync(new GetKeyRequest { KvsARN = KeyValueStoreServer.Arn, Key = key }, Cancellation);

        Assert.Equal("v", response.Value);
        var call = await server.Calls.Reader.ReadAsync(Cancellation);
        Assert.Equal("GET", call.Method);
        Assert.Equal($"/key-value-stores/{KeyValueStoreServer.EscapedArn}/keys/{label}", call.Target);
    }

    [Fact]
    public async Task PutKeyAsync_Value_IsTheBody()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        using var client = server.CreateClient();

        var response = await client.PutKeyAsync(
            new PutKeyRequest { KvsARN = KeyValueStoreServer.Arn, IfMatch = "KV1", Key = "k", Value = "v" }, Cancellation);

        Assert.Equal("KV2", response.ETag);
        var call = await server.Calls.Reader.ReadAsync(Cancellation);
        Assert.Equal("PUT", call.Method);
        Assert.Equal("""{"Value":"v"}""", call.Body);
    }

    [Fact]
    public async Task DeleteKeyAsync_Key_HasNoBody()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        using var client = server.CreateClient();

        var response = await client.DeleteKeyAsync(
            new DeleteKeyRequest { KvsARN = KeyValueStoreServer.Arn, IfMatch = "KV1", Key = "k" }, Cancellation);

        Assert.Equal("KV2", response.ETag);
        var call = await server.Calls.Reader.ReadAsync(Cancellation);
        Assert.Equal("DELETE", call.Method);
        Assert.Empty(call.Body);
        Assert.Equal("KV1", call.Headers["If-Match"]);
    }

    [Fact]
    public async Task DescribeKeyValueStoreAsync_Store_ReadsEveryMember()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        server.Respond = context => KeyValueStoreServer.WriteAsync(
            context,
            $$$"""{"ItemCount":1,"TotalSizeInBytes":2,"KvsARN":"{{{KeyValueStoreServer.Arn}}}","Later":{"a":[1]},"Created":1767225600.5,"LastModified":1767225601,"Status":"READY"}""");
        using var client = server.CreateClient();

        var response = await client.DescribeKeyValueStoreAsync(new DescribeKeyValueStoreRequest { KvsARN = KeyValueStoreServer.Arn }, Cancellation);

        Assert.Equal("KV2", response.ETag);
        Assert.Equal(KeyValueStoreServer.Arn, response.KvsARN);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, 500, DateTimeKind.Utc), response.Created!.Value.ToUniversalTime());
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 1, DateTimeKind.Utc), response.LastModified!.Value.ToUniversalTime());
        Assert.Equal("READY", response.Status);
        Assert.Null(response.FailureReason);
    }

    [Fact]
    public async Task ListKeysPaginator_TwoPages_YieldsEveryItem()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        server.Respond = context => KeyValueStoreServer.WriteAsync(
            context,
            context.Request.Query.ContainsKey("NextToken")
                ? """{"Items":[{"Key":"c","Value":"3"}]}"""
                : """{"Items":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}],"NextToken":"t+/="}""");
        using var client = server.CreateClient();
        var items = new List<string>();

        await foreach (var item in client.Paginators.ListKeys(new ListKeysRequest { KvsARN = KeyValueStoreServer.Arn, MaxResults = 2 }).Items)
        {
            items.Add(item.Key + item.Value);
        }

        Assert.Equal(["a1", "b2", "c3"], items);
        Assert.EndsWith("/keys?MaxResults=2", (await server.Calls.Reader.ReadAsync(Cancellation)).Target, StringComparison.Ordinal);
        Assert.EndsWith("/keys?MaxResults=2&NextToken=t%2B%2F%3D", (await server.Calls.Reader.ReadAsync(Cancellation)).Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "AccessDeniedException", typeof(AccessDeniedException))]
    [InlineData(HttpStatusCode.Conflict, "ConflictException", typeof(ConflictException))]
    [InlineData(HttpStatusCode.InternalServerError, "InternalServerException", typeof(InternalServerException))]
    [InlineData(HttpStatusCode.NotFound, "ResourceNotFoundException", typeof(ResourceNotFoundException))]
    [InlineData(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", typeof(ServiceQuotaExceededException))]
    [InlineData(HttpStatusCode.BadRequest, "ValidationException", typeof(ValidationException))]
    [InlineData(HttpStatusCode.Forbidden, "SignatureDoesNotMatch", typeof(AmazonCloudFrontKeyValueStoreException))]
    public async Task UpdateKeysAsync_Error_IsItsException(HttpStatusCode status, string code, Type type)
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        server.Respond = context => KeyValueStoreServer.WriteErrorAsync(context, status, code);
        using var client = server.CreateClient();

        var exception = await Assert.ThrowsAnyAsync<AmazonCloudFrontKeyValueStoreException>(() => client.UpdateKeysAsync(
            new UpdateKeysRequest { KvsARN = KeyValueStoreServer.Arn, IfMatch = "KV1" }, Cancellation));

        Assert.IsType(type, exception);
        Assert.Equal(code, exception.ErrorCode);
        Assert.Equal("because " + code, exception.Message);
        Assert.Equal(status, exception.StatusCode);
        Assert.Equal("request-1", exception.RequestId);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "InternalServerException")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")]
    public async Task GetKeyAsync_ServerFailsOnce_IsRetriedAndSignedAnew(HttpStatusCode status, string code)
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        var failures = 0;
        server.Respond = context => failures++ == 0
            ? KeyValueStoreServer.WriteErrorAsync(context, status, code)
            : KeyValueStoreServer.WriteAsync(context, """{"Key":"k","Value":"v"}""");
        using var client = server.CreateClient(retries: 1);

        var response = await client.GetKeyAsync(new GetKeyRequest { KvsARN = KeyValueStoreServer.Arn, Key = "k" }, Cancellation);

        Assert.Equal("v", response.Value);
        Assert.Equal(2, server.Calls.Reader.Count);
    }

    [Fact]
    public async Task GetKeyAsync_ServerKeepsFailing_IsRetriedAsOftenAsConfigured()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        server.Respond = context => KeyValueStoreServer.WriteErrorAsync(context, HttpStatusCode.ServiceUnavailable, "ServiceUnavailable");
        using var client = server.CreateClient(retries: 1);

        await Assert.ThrowsAnyAsync<AmazonCloudFrontKeyValueStoreException>(
            () => client.GetKeyAsync(new GetKeyRequest { KvsARN = KeyValueStoreServer.Arn, Key = "k" }, Cancellation));

        Assert.Equal(2, server.Calls.Reader.Count);
    }

    [Fact]
    public async Task UpdateKeysAsync_Conflict_IsNotRetried()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        server.Respond = context => KeyValueStoreServer.WriteErrorAsync(context, HttpStatusCode.Conflict, "ConflictException");
        using var client = server.CreateClient(retries: 2);

        await Assert.ThrowsAsync<ConflictException>(() => client.UpdateKeysAsync(
            new UpdateKeysRequest { KvsARN = KeyValueStoreServer.Arn, IfMatch = "KV1" }, Cancellation));

        Assert.Equal(1, server.Calls.Reader.Count);
    }

    [Fact]
    public async Task GetKeyAsync_NoResponse_EndsAtTheTimeout()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        server.Respond = context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        using var client = server.CreateClient(timeout: TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<TimeoutException>(
            () => client.GetKeyAsync(new GetKeyRequest { KvsARN = KeyValueStoreServer.Arn, Key = "k" }, Cancellation));
    }

    [Fact]
    public async Task GetKeyAsync_Cancelled_Throws()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        using var stop = new CancellationTokenSource();
        server.Respond = async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using var client = server.CreateClient();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.GetKeyAsync(new GetKeyRequest { KvsARN = KeyValueStoreServer.Arn, Key = "k" }, stop.Token));
    }

    [Fact]
    public async Task GetKeyAsync_NoKey_ThrowsBeforeSending()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        using var client = server.CreateClient();

        await Assert.ThrowsAsync<AmazonCloudFrontKeyValueStoreException>(
            () => client.GetKeyAsync(new GetKeyRequest { KvsARN = KeyValueStoreServer.Arn }, Cancellation));

        Assert.Equal(0, server.Calls.Reader.Count);
    }

    [Fact]
    public async Task GetKeyAsync_ArnOfAnotherKind_ThrowsBeforeSending()
    {
        await using var server = await KeyValueStoreServer.StartAsync();
        using var client = server.CreateClient();

        await Assert.ThrowsAsync<AmazonClientException>(
            () => client.GetKeyAsync(new GetKeyRequest { KvsARN = "arn:aws:s3:::bucket", Key = "k" }, Cancellation));

        Assert.Equal(0, server.Calls.Reader.Count);
    }
}
