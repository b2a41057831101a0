using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Host;

namespace Podcast.Tests.Integration.LocalAws.Host;

/// <summary>An operation that the local AWS does not have is refused by name, in the protocol of the caller: otherwise its SDK could not read the error.</summary>
public sealed class UnknownOperationTests : IAsyncLifetime
{
    private static readonly AwsCredentials Developer = new("AKIATEST", "secret", null);

    private readonly HttpClient _http = new();
    private LocalAwsServer? _server;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await LocalAwsServer.StartAsync(
        new() { AccessKeyId = Developer.AccessKeyId, SecretAccessKey = Developer.SecretAccessKey, StartFunctions = false }, cancellationToken: TestToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("dynamodb", "DynamoDB_20120810.ExecuteStatement", "1.0", "com.amazonaws.dynamodb.v20120810#NotImplemented", "dynamodb:ExecuteStatement")]
    [InlineData("sqs", "AmazonSQS.CreateQueue", "1.0", "com.amazonaws.sqs#NotImplemented", "SQS:CreateQueue")]
    [InlineData("events", "AWSEvents.PutRule", "1.1", "NotImplemented", "EventBridge:PutRule")]
    [InlineData("ssm", "AmazonSSM.PutParameter", "1.1", "NotImplemented", "SSM:PutParameter")]
    [InlineData("secretsmanager", "secretsmanager.GetSecretValue", "1.1", "NotImplemented", "secretsmanager:GetSecretValue")]
    [InlineData("cloudformation", "CloudFormation.DescribeStacks", "1.1", "NotImplemented", "cloudformation:DescribeStacks")]
    public async Task Request_AwsJson_GetsJsonErrorWithType(string service, string target, string version, string type, string operation)
    {
        using var response = await SendAsync(service, HttpMethod.Post, "/", "{}", $"application/x-amz-json-{version}", target);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal($"application/x-amz-json-{version}", response.Content.Headers.ContentType?.ToString());
        var body = await response.Content.ReadAsStringAsync(TestToken);
        Assert.Contains($"\"__type\":\"{type}\"", body, StringComparison.Ordinal);
        Assert.Contains($" {operation}.", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sts", "GetFederationToken", "STS:GetFederationToken")]
    [InlineData("cloudformation", "CreateStackSet", "CloudFormation:CreateStackSet")]
    [InlineData("sns", "CreateTopic", "SNS:CreateTopic")]
    [InlineData("monitoring", "PutCompositeAlarm", "CloudWatch:PutCompositeAlarm")]
    [InlineData("autoscaling", "DescribePolicies", "autoscaling:DescribePolicies")]
    [InlineData("sqs", "CreateQueue", "SQS:CreateQueue")]
    public async Task Request_Query_GetsXmlError(string service, string action, string operation)
    {
        using var response = await SendAsync(service, HttpMethod.Post, "/", $"Action={action}&Version=2010-03-31", "application/x-www-form-urlencoded; charset=utf-8");

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal("text/xml", response.Content.Headers.ContentType?.MediaType);
        var body = await response.Content.ReadAsStringAsync(TestToken);
        Assert.StartsWith("<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code>", body, StringComparison.Ordinal);
        Assert.Contains($" {operation}.", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scheduler", "PATCH", "/schedules/nightly", "Scheduler:PATCH /schedules/nightly")]
    [InlineData("lambda", "POST", "/2015-03-31/functions", "Lambda:POST /2015-03-31/functions")]
    [InlineData("mediaconvert", "GET", "/2017-08-29/presets", "MediaConvert:GET /2017-08-29/presets")]
    [InlineData("cloudfront-keyvaluestore", "PATCH", "/key-value-stores/arn", "cloudfront-keyvaluestore:PATCH")]
    [InlineData("apigateway", "GET", "/restapis", "apigateway:GET /restapis")]
    public async Task Request_RestJson_GetsJsonErrorWithHeader(string service, string method, string path, string operation)
    {
        using var response = await SendAsync(service, new(method), path);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal("NotImplemented", Assert.Single(response.Headers.GetValues("x-amzn-ErrorType")));
        Assert.Contains($" {operation}", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3", "GET", "/bucket?acl", "S3:GetBucketAcl")]
    [InlineData("s3", "PUT", "/bucket", "S3:CreateBucket")]
    [InlineData("route53", "GET", "/2013-04-01/hostedzone", "route53:GET /2013-04-01/hostedzone")]
    public async Task Request_RestXml_GetsXmlError(string service, string method, string path, string operation)
    {
        using var response = await SendAsync(service, new(method), path);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal("application/xml", response.Content.Headers.ContentType?.MediaType);
        var body = await response.Content.ReadAsStringAsync(TestToken);
        Assert.Contains("<Error><Code>NotImplemented</Code>", body, StringComparison.Ordinal);
        Assert.Contains($" {operation}", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_AwsJsonWithoutTarget_IsUnknownOperation()
    {
        using var response = await SendAsync("dynamodb", HttpMethod.Post, "/", "{}", "application/x-amz-json-1.0");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            "\"__type\":\"com.amazon.coral.service#UnknownOperationException\"", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_QueryWithoutSignature_GetsXmlError()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server!.ApiUrl)
        {
            Content = new FormUrlEncodedContent([new("Action", "ListTopics")]),
        };

        using var response = await _http.SendAsync(request, TestToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", await response.Content.ReadAsStringAsync(TestToken), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(
        string service, HttpMethod method, string path, string? body = null, string contentType = "application/json", string? target = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_server!.ApiUrl, path));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (target is not null)
        {
            request.Headers.Add("X-Amz-Target", target);
        }

        var hash = body is null ? null : SigV4.Hash(Encoding.UTF8.GetBytes(body));
        SigV4Signer.Sign(request, Developer, "us-east-1", service, hash, _server!.Services.GetRequiredService<TimeProvider>());
        return await _http.SendAsync(request, TestToken);
    }
}
