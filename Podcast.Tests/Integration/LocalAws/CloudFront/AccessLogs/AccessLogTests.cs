using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.AccessLogs;

public sealed class AccessLogTests
{
    private const string Fields = """["date", "time", "cs-method", "sc-status", "sc-bytes", "sc-content-len", "sc-range-start", "sc-range-end", "x-edge-result-type", "x-edge-detailed-result-type", "cs(User-Agent)", "viewer-request-log-data"]""";

    private const string Code = """
        import cf from 'cloudfront';
        function handler(event) {
            cf.logCustomData('first');
            cf.logCustomData('a b/' + event.request.method);
            return event.request.uri === '/no' ? { statusCode: 404, body: 'Not found.' } : event.request;
        }
        """;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 12, 1, 13, 59, 0, TimeSpan.Zero));

    [Fact]
    public async Task Flush_AfterRequests_WritesALineForEachUnderTheirHour()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin.Port);
        using (await system.ViewAsync("/secret?grant=secret", null, ("User-Agent", "Podcast App/1.0 (x%20y)"), ("Range", "bytes=0-3")))
        using (await system.ViewAsync("/no", HttpMethod.Head))
        {
        }

        var lines = await ReadAsync(system, 2);
        var get = lines.Single(line => line["cs-method"] == "GET");
        Assert.Equal(("2026-12-01", "13:59:00"), (get["date"], get["time"]));
        Assert.Equal("a%20b%2FGET", get["viewer-request-log-data"]);
        Assert.Equal("Podcast%20App/1.0%20(x%2520y)", get["cs(User-Agent)"]);
        Assert.Equal(12, get.Count);
        var head = lines.Single(line => line["cs-method"] == "HEAD");
        Assert.Equal(("404", "FunctionGeneratedResponse", "-"), (head["sc-status"], head["x-edge-result-type"], head["sc-range-start"]));
        Assert.DoesNotContain(lines, line => line.Values.Any(value => value.Contains("secret", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Origin_ThatTakesNoConnection_IsTheDetailedResult()
    {
        var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin.Port);
        await origin.DisposeAsync();
        using (await system.ViewAsync("/a"))
        {
        }

        var line = Assert.Single(await ReadAsync(system, 1));
        Assert.Equal(("502", "Error", "OriginConnectError"), (line["sc-status"], line["x-edge-result-type"], line["x-edge-detailed-result-type"]));
    }

    [Fact]
    public async Task Interval_Passing_WritesByItself()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin.Port);
        using (await system.ViewAsync("/a"))
        {
        }

        var bucket = system.Stack["Bucket"].PhysicalId;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                using var list = system.CallAsync("s3", HttpMethod.Get, $"/{bucket}?list-type=2").GetAwaiter().GetResult();
                return list.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult().Contains("AWSLogs/", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Flush_WithoutThePermission_WritesNothingAndSaysWhy()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await StartAsync(origin.Port, isAllowed: false);
        using (await system.ViewAsync("/a"))
        {
        }

        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Assert.Empty(FlushAsync(system).GetAwaiter().GetResult());
                return system.Logs.Any(line => line.Contains("lines of the access log", StringComparison.Ordinal) && line.Contains("delivery.logs.amazonaws.com", StringComparison.Ordinal));
            },
            TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData("\"OutputFormat\":\"json\"", "\"OutputFormat\":\"parquet\"", "writes access logs as json, not as parquet")]
    [InlineData("\"cs-method\"", "\"c-country\"", "does not implement the log field 'c-country'")]
    [InlineData("\"S3SuffixPath\"", "\"S3EnableHiveCompatiblePath\": true, \"S3SuffixPath\"", "S3EnableHiveCompatiblePath")]
    public async Task Deploy_WithWhatIsNotImplemented_IsRefusedByName(string part, string other, string reason)
    {
        var template = Template(1);
        Assert.Contains(part, template, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<TemplateException>(() => CloudFrontSystem.StartAsync(template.Replace(part, other, StringComparison.Ordinal)));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/_localaws/access-logs")]
    [InlineData("GET", "/_localaws/access-logs/flush")]
    public async Task Control_OfAnythingElse_Is404(string method, string path)
    {
        await using var system = await StartAsync(1);
        using var request = new HttpRequestMessage(new(method), new Uri(system.HealthUrl, path));
        using var response = await system.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<string[]> FlushAsync(CloudFrontSystem system)
    {
        using var response = await system.Http.PostAsync(new Uri(system.HealthUrl, "/_localaws/access-logs/flush"), null, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return [.. body["objects"]!.AsArray().Select(key => key!.ToString())];
    }

    // A line is written after the viewer has the last byte.
    private static async Task<List<Dictionary<string, string>>> ReadAsync(CloudFrontSystem system, int count)
    {
        var lines = new List<Dictionary<string, string>>();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        var distribution = system.Stack["Distribution"].PhysicalId;
        while (lines.Count < count)
        {
            deadline.Token.ThrowIfCancellationRequested();
            foreach (var key in await FlushAsync(system))
            {
                Assert.Matches($@"^AWSLogs/000000000000/CloudFront/{distribution}/2026/12/01/13/{distribution}\.2026-12-01-13\.[0-9a-f]{{8}}\.gz$", key);
                using var stored = await system.CallAsync("s3", HttpMethod.Get, $"/{system.Stack["Bucket"].PhysicalId}/{key}");
                await using var gzip = new GZipStream(await stored.Content.ReadAsStreamAsync(deadline.Token), CompressionMode.Decompress);
                using var reader = new StreamReader(gzip);
                while (await reader.ReadLineAsync(deadline.Token) is { } line)
                {
                    lines.Add(JsonSerializer.Deserialize<Dictionary<string, string>>(line)!);
                }
            }
        }

        return lines;
    }

    private Task<CloudFrontSystem> StartAsync(int port, bool isAllowed = true) => CloudFrontSystem.StartAsync(Template(port, isAllowed), time: _time);

    private static string Template(int port, bool isAllowed = true)
    {
        var template = new DistributionTemplate().WithOrigin("one", port);
        template.WithFunction(template.DefaultBehavior, Code);
        template.WithResource("Bucket", "AWS::S3::Bucket", "{}");
        template.WithResource("LogAccess", "AWS::S3::BucketPolicy", $$"""
            {
              "Bucket": { "Ref": "Bucket" },
              "PolicyDocument": { "Version": "2012-10-17", "Statement": [{
                "Effect": "{{(isAllowed ? "Allow" : "Deny")}}", "Principal": { "Service": "delivery.logs.amazonaws.com" }, "Action": "s3:PutObject",
                "Resource": { "Fn::Sub": "${Bucket.Arn}/AWSLogs/${AWS::AccountId}/*" },
                "Condition": { "StringEquals": { "aws:SourceArn": { "Fn::GetAtt": ["Source", "Arn"] } } } }] }
            }
            """);
        template.WithResource("Source", "AWS::Logs::DeliverySource", """
            { "Name": "source", "LogType": "ACCESS_LOGS", "ResourceArn": { "Fn::Sub": "arn:aws:cloudfront::${AWS::AccountId}:distribution/${Distribution}" } }
            """);
        template.WithResource("Destination", "AWS::Logs::DeliveryDestination", """
            { "Name": "destination", "OutputFormat": "json", "DestinationResourceArn": { "Fn::GetAtt": ["Bucket", "Arn"] } }
            """);
        template.WithResource("Delivery", "AWS::Logs::Delivery", $$"""
            {
              "DeliverySourceName": { "Ref": "Source" }, "DeliveryDestinationArn": { "Fn::GetAtt": ["Destination", "Arn"] },
              "S3SuffixPath": "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}", "RecordFields": {{Fields}}
            }
            """);
        return template.ToString();
    }
}
