using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.LocalAws.Auth;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>Uploads by a browser's form, whose policy is signed in place of the request. The refusals are those that the service's clients' own test suites expect.</summary>
public sealed class PostFormTests(S3Fixture fixture) : IClassFixture<S3Fixture>, IDisposable
{
    private readonly AmazonS3Client _client = fixture.CreateClient();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task Post_FormOfTheSdk_StoresTheFile()
    {
        var presigned = await _client.CreatePresignedPostAsync(new()
        {
            BucketName = fixture.Bucket,
            Key = "forms/${filename}",
            Expires = DateTime.UtcNow.AddMinutes(5),
            Fields = new() { ["x-amz-meta-title"] = "One", ["Content-Type"] = "text/plain" },
            Conditions = [S3PostCondition.ContentLengthRange(1, 100)],
        });

        using var response = await SendAsync(presigned.Fields.Select(field => (field.Key, field.Value)), "hello", fileName: @"C:\Users\ada\ü notes.txt");
        using var stored = await _client.GetObjectAsync(fixture.Bucket, "forms/ü notes.txt", TestToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(stored.ETag, response.Headers.ETag!.Tag);
        Assert.EndsWith($"/{fixture.Bucket}/forms/%C3%BC%20notes.txt", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(("hello", "One", "text/plain"), (await new StreamReader(stored.ResponseStream).ReadToEndAsync(TestToken), stored.Metadata["title"], stored.Headers.ContentType));
    }

    [Theory]
    [InlineData("200", 200, "")]
    [InlineData("201", 201, "PostResponse")]
    [InlineData("204", 204, "")]
    [InlineData("404", 204, "")]
    public async Task Post_WithSuccessStatus_RespondsWithIt(string asked, int status, string root)
    {
        using var response = await PostAsync("status", [("success_action_status", asked)]);
        var body = await response.Content.ReadAsStringAsync(TestToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(root, body.Length == 0 ? "" : XElement.Parse(body).Name.LocalName);
        if (root.Length > 0)
        {
            Assert.Equal(
                [response.Headers.Location!.OriginalString, fixture.Bucket, "status", response.Headers.ETag!.Tag],
                XElement.Parse(body).Elements().Select(element => element.Value));
        }
    }

    [Theory]
    [InlineData("success_action_redirect", "https://example.com/done?a=1", true)]
    [InlineData("redirect", "https://example.com/done?a=1", true)]
    [InlineData("success_action_redirect", "no address", false)]
    public async Task Post_WithRedirect_LeadsThereWhenItIsAnAddress(string field, string address, bool redirects)
    {
        using var response = await PostAsync("re direct", [(field, address)]);

        Assert.Equal(redirects ? HttpStatusCode.SeeOther : HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(
            redirects,
            response.Headers.Location!.OriginalString.StartsWith($"https://example.com/done?a=1&bucket={fixture.Bucket}&key=re%20direct&etag=%22", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_FieldsOfTheObject_AreStoredWithIt()
    {
        using var response = await PostAsync("fields", [
            ("Cache-Control", "max-age=5"), ("Content-Disposition", "attachment"), ("X-AMZ-meta-Title", "One"), ("x-ignore-this", "x"),
            ("tagging", "<Tagging><TagSet><Tag><Key>colour</Key><Value>red</Value></Tag></TagSet></Tagging>")]);
        var head = await _client.GetObjectMetadataAsync(fixture.Bucket, "fields", TestToken);
        var tags = await _client.GetObjectTaggingAsync(new() { BucketName = fixture.Bucket, Key = "fields" }, TestToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(("max-age=5", "attachment", "One"), (head.Headers.CacheControl, head.Headers.ContentDisposition, head.Metadata["title"]));
        Assert.Equal("red", Assert.Single(tags.Tagging).Value);
    }

    [Theory]
    [InlineData("""{"conditions":CONDITIONS}""", 400, "InvalidPolicyDocument", "Policy missing expiration")]
    [InlineData("""{"Expiration":"EXPIRATION","conditions":CONDITIONS}""", 400, "InvalidPolicyDocument", "Unexpected: 'Expiration'")]
    [InlineData("""{"expiration":"EXPIRATION"}""", 400, "InvalidPolicyDocument", "Policy missing conditions")]
    [InlineData("""{"expiration":"tomorrow","conditions":CONDITIONS}""", 400, "InvalidPolicyDocument", "Invalid 'expiration' value: 'tomorrow'")]
    [InlineData("""{"expiration":7,"conditions":CONDITIONS}""", 400, "InvalidPolicyDocument", "expiration")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":{}}""", 400, "InvalidPolicyDocument", "must be a List")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[{}]}""", 400, "InvalidPolicyDocument", "exactly one property")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[["eq","$key"]]}""", 400, "InvalidPolicyDocument", "wrong number")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[["eq","key","refused"]]}""", 400, "InvalidPolicyDocument", "begin with $")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[["is","$key","refused"]]}""", 400, "InvalidPolicyDocument", "unknown operation")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[["content-length-range","a",1]]}""", 400, "InvalidPolicyDocument", "content-length-range")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[{"key":"\ud800"}]}""", 400, "InvalidPolicyDocument", "Invalid JSON")]
    [InlineData("not a policy", 400, "InvalidPolicyDocument", "Invalid JSON")]
    [InlineData("""{"expiration":"2020-01-01T00:00:00Z","conditions":CONDITIONS}""", 403, "AccessDenied", "Policy expired")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[]}""", 403, "AccessDenied", "Extra input fields: key")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[["starts-with","$key","other/"]]}""", 403, "AccessDenied", "Policy Condition failed: [\"starts-with\", \"$key\", \"other/\"]")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[{"bucket":"other"},["starts-with","$key",""]]}""", 403, "AccessDenied", "\"$bucket\"")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[["starts-with","$key",""],{"acl":"private"}]}""", 403, "AccessDenied", "\"$acl\"")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[["starts-with","$key",""],["content-length-range",6,10]]}""", 400, "EntityTooSmall", "<MinSizeAllowed>6</MinSizeAllowed>")]
    [InlineData("""{"expiration":"EXPIRATION","conditions":[["starts-with","$key",""],["content-length-range",0,4]]}""", 400, "EntityTooLarge", "<MaxSizeAllowed>4</MaxSizeAllowed>")]
    public async Task Post_AgainstItsPolicy_IsRefused(string policy, int status, string code, string text)
    {
        var document = policy.Replace("EXPIRATION", Expiration(), StringComparison.Ordinal).Replace("CONDITIONS", "[[\"starts-with\",\"$key\",\"\"]]", StringComparison.Ordinal);
        using var response = await SendAsync([("key", "refused"), .. Sign(document)], "hello");

        await AssertRefusedAsync(response, status, code, text);
        var missing = await Assert.ThrowsAsync<AmazonS3Exception>(() => _client.GetObjectMetadataAsync(fixture.Bucket, "refused", TestToken));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("key", null, 400, "InvalidArgument", "named 'key'")]
    [InlineData("policy", null, 400, "InvalidArgument", "named 'policy'")]
    [InlineData("x-amz-signature", null, 400, "InvalidArgument", "named 'x-amz-signature'")]
    [InlineData("x-amz-signature", "00", 403, "SignatureDoesNotMatch", "")]
    [InlineData("x-amz-algorithm", "AWS4-HMAC-SHA1", 400, "InvalidArgument", "")]
    [InlineData("x-amz-credential", "AKIANOBODY/20260101/us-east-1/s3/aws4_request", 403, "InvalidAccessKeyId", "")]
    [InlineData("x-amz-credential", "nonsense", 400, "AuthorizationHeaderMalformed", "")]
    [InlineData("x-amz-meta-a", "line\nbreak", 400, "InvalidArgument", "x-amz-meta-a")]
    [InlineData("x-amz-meta-b c", "value", 400, "InvalidArgument", "x-amz-meta-b c")]
    [InlineData("acl", "public-read", 400, "AccessControlListNotSupported", "")]
    [InlineData("x-amz-storage-class", "GLACIER", 501, "NotImplemented", "")]
    [InlineData("tagging", "<nonsense", 400, "MalformedXML", "")]
    [InlineData("x-amz-checksum-crc32", "AAAAAA==", 400, "BadDigest", "")]
    public async Task Post_FieldMissingOrWrong_IsRefused(string field, string? value, int status, string code, string text)
    {
        var document = Policy(["starts-with", "$key", ""], ["starts-with", "$x-amz-meta-a", ""], ["starts-with", "$x-amz-meta-b c", ""], ["starts-with", "$acl", ""],
            ["starts-with", "$x-amz-storage-class", ""], ["starts-with", "$tagging", ""], ["starts-with", "$x-amz-checksum-crc32", ""]);
        var fields = Sign(document).Append(("key", "refused")).Where(pair => pair.Item1 != field);

        using var response = await SendAsync(value is null ? fields : fields.Append((field, value)), "hello");

        await AssertRefusedAsync(response, status, code, text);
    }

    [Fact]
    public async Task Post_NoFileTwoFilesOrLargeFields_IsRefused()
    {
        using var none = await SendAsync([("key", "refused"), .. Sign(Policy(["starts-with", "$key", ""]))], null);
        using var two = await SendAsync([("key", "refused"), .. Sign(Policy(["starts-with", "$key", ""]))], "one", more: "two");
        using var large = await SendAsync([("key", "refused"), ("x-ignore-a", new string('a', 21_000)), .. Sign(Policy(["starts-with", "$key", ""]))], "one");

        await AssertRefusedAsync(none, 400, "IncorrectNumberOfFilesInPostRequest", "");
        await AssertRefusedAsync(two, 400, "IncorrectNumberOfFilesInPostRequest", "");
        await AssertRefusedAsync(large, 400, "MaxPostPreDataLengthExceeded", "");
    }

    [Fact]
    public async Task Post_Unsigned_IsDenied()
    {
        using var response = await SendAsync([("key", "refused")], "hello");

        await AssertRefusedAsync(response, 403, "AccessDenied", "Access Denied");
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nno headers", 400, "MalformedPOSTRequest")]
    [InlineData("multipart/form-data; boundary=x", "", 400, "MalformedPOSTRequest")]
    [InlineData("multipart/form-data", "--x--", 400, "MalformedPOSTRequest")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Type: a/b\r\n\r\nx\r\n--x--", 400, "MalformedPOSTRequest")]
    public async Task Post_BodyThatIsNoForm_IsRefused(string contentType, string body, int status, string code)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await _http.PostAsync(new Uri(fixture.Endpoint, fixture.Bucket), content, TestToken);

        await AssertRefusedAsync(response, status, code, "");
    }

    [Theory]
    [InlineData("", 412, "PreconditionFailed", "<Condition>Bucket POST must be of the enclosure-type multipart/form-data</Condition>")]
    [InlineData("/key", 405, "MethodNotAllowed", "")]
    [InlineData("?metadataTable", 501, "NotImplemented", "CreateBucketMetadataTableConfiguration")]
    [InlineData("?uploads", 400, "InvalidRequest", "A key must be specified")]
    public async Task Post_SignedWithoutAForm_IsRefused(string target, int status, string code, string text)
    {
        using var request = LambdaFixture.Sign(HttpMethod.Post, new Uri(fixture.Endpoint, $"/{fixture.Bucket}{target}"), "s3", "x");
        using var response = await _http.SendAsync(request, TestToken);

        await AssertRefusedAsync(response, status, code, text);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, int status, string code, string text)
    {
        var body = await response.Content.ReadAsStringAsync(TestToken);
        Assert.True((int)response.StatusCode == status && body.Contains($"<Code>{code}</Code>", StringComparison.Ordinal), $"{response.StatusCode}: {body}");
        Assert.Contains(text, WebUtility.HtmlDecode(body), StringComparison.Ordinal);
    }

    private static string Expiration() => DateTimeOffset.UtcNow.AddMinutes(5).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Policy(params string[][] conditions) =>
        JsonSerializer.Serialize(new JsonObject { ["expiration"] = Expiration(), ["conditions"] = JsonSerializer.SerializeToNode(conditions) });

    private static IEnumerable<(string, string)> Sign(string policy)
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(policy));
        var key = SigV4.DeriveKey(S3Fixture.SecretAccessKey, now[..8], "us-east-1", "s3");
        return
        [
            ("policy", encoded),
            ("x-amz-algorithm", SigV4.Algorithm),
            ("x-amz-credential", $"{S3Fixture.AccessKeyId}/{now[..8]}/us-east-1/s3/aws4_request"),
            ("x-amz-date", now),
            ("x-amz-signature", SigV4.Sign(key, encoded)),
        ];
    }

    private Task<HttpResponseMessage> PostAsync(string key, (string Name, string Value)[] fields) => SendAsync(
        [("key", key), .. fields, .. Sign(Policy([["starts-with", "$key", ""], .. fields.Select(field => (string[])["starts-with", "$" + field.Name.ToUpperInvariant(), ""])]))],
        "hello");

    // By hand: HttpClient's own form would change file names and quote nothing.
    private async Task<HttpResponseMessage> SendAsync(IEnumerable<(string Name, string Value)> fields, string? file, string fileName = "a.txt", string? more = null)
    {
        const string boundary = "----a-boundary";
        var body = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            body.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }

        foreach (var content in new[] { file, more }.OfType<string>())
        {
            body.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{fileName}\"\r\nContent-Type: text/html\r\n\r\n{content}\r\n");
        }

        using var sent = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n").ToString()));
        sent.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return await _http.PostAsync(new Uri(fixture.Endpoint, fixture.Bucket), sent, TestToken);
    }
}
