using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>What others than the SDK send: presigned URLs, host names of buckets, anonymous and torn requests.</summary>
public sealed class S3HttpTests(S3Fixture fixture) : IClassFixture<S3Fixture>, IDisposable
{
    private readonly AmazonS3Client _client = fixture.CreateClient();
    private readonly HttpClient _http = new();

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task PresignedPut_WithSignedTypeAndLength_StoresTheObject()
    {
        using var request = PresignedPut("presigned/put", "audio/mpeg", [1, 2, 3], signedLength: 3);

        using var response = await _http.SendAsync(request, TestToken);
        var head = await _client.GetObjectMetadataAsync(fixture.Bucket, "presigned/put", TestToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("audio/mpeg", 3L), (head.Headers.ContentType, head.ContentLength));
        // Without a checksum of the client's, S3 computes its own.
        Assert.Equal(12, response.Headers.GetValues("x-amz-checksum-crc64nvme").Single().Length);
    }

    [Theory]
    [InlineData("audio/mpeg", 4)]
    [InlineData("text/html", 3)]
    public async Task PresignedPut_WithAnotherTypeOrLength_IsRefused(string contentType, int length)
    {
        using var request = PresignedPut("presigned/refused", "audio/mpeg", new byte[length], signedLength: 3);
        request.Content!.Headers.ContentType = new(contentType);

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PresignedGet_WithOverrides_RespondsWithThem()
    {
        await PutAsync("presigned get/ö", "hello"u8.ToArray());
        var url = Presign(new()
        {
            Key = "presigned get/ö",
            Verb = HttpVerb.GET,
            ResponseHeaderOverrides = new() { ContentType = "text/x-other", ContentDisposition = "attachment" },
        });

        using var response = await _http.GetAsync(url, TestToken);

        Assert.Equal("hello", await response.Content.ReadAsStringAsync(TestToken));
        Assert.Equal("text/x-other", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task PresignedGet_Altered_IsRefused()
    {
        var url = Presign(new() { Key = "one", Verb = HttpVerb.GET });

        using var response = await _http.GetAsync(url.Replace("/one?", "/two?", StringComparison.Ordinal), TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PartialContent)]
    [InlineData("etag", HttpStatusCode.PartialContent)]
    [InlineData("other", HttpStatusCode.OK)]
    public async Task GetObject_WithIfRange_SendsThePartOfTheSameObjectOnly(string? ifRange, HttpStatusCode expected)
    {
        var put = await PutAsync("if-range", "0123456789"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Get, Presign(new() { Key = "if-range", Verb = HttpVerb.GET }));
        request.Headers.Range = new RangeHeaderValue(2, 4);
        if (ifRange is not null)
        {
            request.Headers.IfRange = new(new EntityTagHeaderValue(ifRange == "etag" ? put.ETag : "\"other\""));
        }

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task GetObject_Anonymous_IsDeniedInXml()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Endpoint, "/key"));
        request.Headers.Host = $"{fixture.Bucket}.s3.us-east-1.amazonaws.com";

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/xml", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<Code>AccessDenied</Code>", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetObject_AnonymousByThePath_IsDeniedInXml()
    {
        using var response = await _http.GetAsync(new Uri(fixture.Endpoint, $"/{fixture.Bucket}/key"), TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("<Code>AccessDenied</Code>", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetObject_BeyondTheEnd_ReturnsTheSize()
    {
        await PutAsync("small", [1, 2, 3]);
        using var request = new HttpRequestMessage(HttpMethod.Get, Presign(new() { Key = "small", Verb = HttpVerb.GET }));
        request.Headers.Range = new(3, null);

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal("bytes */3", response.Content.Headers.ContentRange?.ToString());
    }

    [Theory]
    [InlineData("versioned", "https://app.example.com", "PUT", "Content-Type, x-amz-meta-a", 200)]
    [InlineData("versioned", "https://app.example.com", "DELETE", null, 403)]
    [InlineData("versioned", "https://example.org", "PUT", null, 403)]
    [InlineData("versioned", "https://app.example.com", "PUT", "authorization", 403)]
    [InlineData(null, "https://app.example.com", "PUT", null, 403)]
    public async Task Preflight_BucketWithRules_GetsThem(string? bucket, string origin, string method, string? headers, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(fixture.Endpoint, $"/{bucket ?? fixture.Bucket}/key"));
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", method);
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", headers ?? "");

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(expected, (int)response.StatusCode);
        if (expected == 200)
        {
            Assert.Equal(origin, response.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("GET, PUT", response.Headers.GetValues("Access-Control-Allow-Methods").Single());
            Assert.Equal("600", response.Headers.GetValues("Access-Control-Max-Age").Single());
        }
    }

    [Fact]
    public async Task Response_ToAnotherOrigin_CarriesWhatTheBucketAllows()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Endpoint, "/versioned/key"));
        request.Headers.TryAddWithoutValidation("Origin", "https://app.example.com");

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("https://app.example.com", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("ETag", response.Headers.GetValues("Access-Control-Expose-Headers").Single());
    }

    [Fact]
    public async Task GetObject_ByBucketsHostName_IsTheSameObject()
    {
        await PutAsync("hosted/key", "hosted"u8.ToArray());
        var credentials = new Podcast.LocalAws.Auth.AwsCredentials(S3Fixture.AccessKeyId, S3Fixture.SecretAccessKey, null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Endpoint, "/hosted/key"));
        request.Headers.Host = $"{fixture.Bucket}.s3.us-east-1.amazonaws.com";
        Podcast.LocalAws.Auth.SigV4Signer.Sign(request, credentials, "us-east-1", "s3", "UNSIGNED-PAYLOAD", TimeProvider.System);

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal("hosted", await response.Content.ReadAsStringAsync(TestToken));
    }

    [Fact]
    public async Task PutObject_WithStatedHashOfOtherData_IsRefusedAndNotKept()
    {
        var credentials = new Podcast.LocalAws.Auth.AwsCredentials(S3Fixture.AccessKeyId, S3Fixture.SecretAccessKey, null);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(fixture.Endpoint, $"/{fixture.Bucket}/mismatch")) { Content = new ByteArrayContent([1, 2, 3]) };
        Podcast.LocalAws.Auth.SigV4Signer.Sign(request, credentials, "us-east-1", "s3", null, TimeProvider.System);

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Contains("<Code>XAmzContentSHA256Mismatch</Code>", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoSuchKeyException>(() => _client.GetObjectAsync(fixture.Bucket, "mismatch", TestToken));
    }

    [Fact]
    public async Task Restart_AfterATornUpload_KeepsWhatWasWholeAndNothingElse()
    {
        await PutAsync("kept", "whole"u8.ToArray());
        await PutAsync("kept", "whole again"u8.ToArray());
        using (var request = PresignedPut("torn", "audio/mpeg", new byte[100_000], signedLength: 100_000))
        using (var connection = new TcpClient())
        {
            await connection.ConnectAsync(fixture.Endpoint.Host, fixture.Endpoint.Port, TestToken);
            var head = $"PUT {request.RequestUri!.PathAndQuery} HTTP/1.1\r\nHost: {request.RequestUri.Authority}\r\nContent-Type: audio/mpeg\r\nContent-Length: 100000\r\n\r\n";
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestToken);
            await connection.GetStream().WriteAsync(new byte[50_000], TestToken);
        }

        await fixture.RestartAsync();
        using var client = fixture.CreateClient();
        var listed = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = fixture.Bucket }, TestToken);
        using var kept = await client.GetObjectAsync(fixture.Bucket, "kept", TestToken);
        using var reader = new StreamReader(kept.ResponseStream);

        Assert.Equal("whole again", await reader.ReadToEndAsync(TestToken));
        Assert.DoesNotContain(listed.S3Objects, item => item.Key == "torn");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(fixture.StoragePath, "uploads")));
        Assert.Equal(listed.S3Objects.Count, Directory.EnumerateFiles(Path.Combine(fixture.StoragePath, "buckets", fixture.Bucket)).Count());
    }

    private HttpRequestMessage PresignedPut(string key, string contentType, byte[] body, int signedLength)
    {
        var signed = new GetPreSignedUrlRequest { Key = key, Verb = HttpVerb.PUT, ContentType = contentType };
        signed.Headers.ContentLength = signedLength;
        var request = new HttpRequestMessage(HttpMethod.Put, Presign(signed)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(contentType);
        return request;
    }

    private string Presign(GetPreSignedUrlRequest request)
    {
        request.BucketName = fixture.Bucket;
        request.Protocol = Protocol.HTTP;
        request.Expires = DateTime.UtcNow.AddMinutes(5);
        return _client.GetPreSignedURL(request);
    }

    private Task<PutObjectResponse> PutAsync(string key, byte[] data) => _client.PutObjectAsync(
        new PutObjectRequest { BucketName = fixture.Bucket, Key = key, InputStream = new MemoryStream(data) }, TestToken);
}
