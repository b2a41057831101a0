using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.MediaConvert;
using Amazon.MediaConvert.Model;
using Amazon.Runtime;

namespace Podcast.Tests.Unit.StandIns.MediaConvert;

/// <summary>The client through its public interface, with prepared responses in place of the network.</summary>
public sealed class AmazonMediaConvertClientTests
{
    private const string Job = """
        {"job":{"arn":"arn:j","id":"1-a","createdAt":1767225600.5,"queue":"arn:q","role":"arn:r","status":"PROGRESSING","currentPhase":"TRANSCODING",
        "jobPercentComplete":42,"errorCode":1040,"userMetadata":{"show":"s"},"timing":{"submitTime":1767225600},"new":{"a":[1]},
        "settings":{"inputs":[{"fileInput":"s3://b/k","audioSelectors":{"A":{"defaultSelection":"DEFAULT","tracks":[1,2]}}}]},
        "outputGroupDetails":[{"outputDetails":[{"durationInMs":61283}]}],"messages":{"info":["i"]},"warnings":[{"code":1,"count":2}]}}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateJobAsync_Settings_GoOverTheWireAsModelled()
    {
        using var wire = new Wire((201, Job));
        using var client = wire.CreateClient();

        var response = await client.CreateJobAsync(
            new CreateJobRequest
            {
                Role = "arn:r",
                ClientRequestToken = "token",
                Priority = -5,
                UserMetadata = new() { ["show"] = "s" },
                Settings = new()
                {
                    Inputs = [new() { FileInput = "s3://b/k", AudioSelectors = new() { ["A"] = new() { DefaultSelection = AudioDefaultSelection.DEFAULT, Tracks = [1] } } }],
                    OutputGroups =
                    [
                        new()
                        {
                            OutputGroupSettings = new() { Type = OutputGroupType.FILE_GROUP_SETTINGS, FileGroupSettings = new() { Destination = "s3://b/o" } },
                            Outputs =
                            [
                                new()
                                {
                                    ContainerSettings = new() { Container = ContainerType.RAW },
                                    AudioDescriptions =
                                    [
                                        new()
                                        {
                                            AudioNormalizationSettings = new() { TargetLkfs = -16, Algorithm = AudioNormalizationAlgorithm.ITU_BS_1770_4 },
                                            CodecSettings = new() { Codec = AudioCodec.MP3, Mp3Settings = new() { Bitrate = 128000 } },
                                        },
                                    ],
                                },
                            ],
                        },
                    ],
                },
            },
            Cancellation);

        var call = Assert.Single(wire.Calls);
        Assert.Equal("POST /2017-08-29/jobs", call.Line);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"clientRequestToken":"token","priority":-5,"role":"arn:r","userMetadata":{"show":"s"},"settings":{
                "inputs":[{"fileInput":"s3://b/k","audioSelectors":{"A":{"defaultSelection":"DEFAULT","tracks":[1]}}}],
                "outputGroups":[{"outputGroupSettings":{"type":"FILE_GROUP_SETTINGS","fileGroupSettings":{"destination":"s3://b/o"}},
                "outputs":[{"containerSettings":{"container":"RAW"},"audioDescriptions":[{"audioNormalizationSettings":{"algorithm":"ITU_BS_1770_4","targetLkfs":-16},
                "codecSettings":{"codec":"MP3","mp3Settings":{"bitrate":128000}}}]}]}]}}
                """),
            JsonNode.Parse(call.Body)), call.Body);
        Assert.Contains("/us-east-1/mediaconvert/aws4_request", call.Authorization, StringComparison.Ordinal);
        Assert.Equal("1-a", response.Job.Id);
        Assert.Equal(JobStatus.PROGRESSING, response.Job.Status);
        Assert.Equal(JobPhase.TRANSCODING, response.Job.CurrentPhase);
        Assert.Equal(42, response.Job.JobPercentComplete);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, 500, DateTimeKind.Utc), response.Job.CreatedAt!.Value.ToUniversalTime());
        Assert.Equal(61283, response.Job.OutputGroupDetails[0].OutputDetails[0].DurationInMs);
        Assert.Equal([1, 2], response.Job.Settings.Inputs[0].AudioSelectors["A"].Tracks);
        Assert.Equal("s", response.Job.UserMetadata["show"]);
        Assert.Equal(2, response.Job.Warnings[0].Count);
        Assert.Null(response.Job.HopDestinations);
    }

    [Fact]
    public async Task CreateJobAsync_WithoutToken_SendsTheSameOneWithEachRetry()
    {
        using var wire = new Wire((429, """{"message":"slow down"}""", "TooManyRequestsException"), (500, "{}", "InternalServerErrorException"), (201, Job, null));
        using var client = wire.CreateClient();

        await client.CreateJobAsync(new CreateJobRequest { Role = "arn:r", Settings = new() }, Cancellation);

        Assert.Equal(3, wire.Calls.Count);
        Assert.Single(wire.Calls.Select(call => JsonNode.Parse(call.Body)!["clientRequestToken"]!.ToString()).Distinct());
    }

    [Theory]
    [InlineData(400, "BadRequestException", typeof(BadRequestException))]
    [InlineData(402, "ServiceQuotaExceededException", typeof(ServiceQuotaExceededException))]
    [InlineData(403, "ForbiddenException", typeof(ForbiddenException))]
    [InlineData(404, "NotFoundException", typeof(NotFoundException))]
    [InlineData(409, "ConflictException", typeof(ConflictException))]
    [InlineData(403, "AccessDeniedException", typeof(AmazonMediaConvertException))]
    public async Task GetJobAsync_Error_IsTheTypedException(int status, string code, Type type)
    {
        using var wire = new Wire((status, """{"message":"what is wrong"}""", code));
        using var client = wire.CreateClient();

        var error = await Assert.ThrowsAnyAsync<AmazonMediaConvertException>(() => client.GetJobAsync(new GetJobRequest { Id = "a/b" }, Cancellation));

        Assert.Equal(type, error.GetType());
        Assert.Equal("what is wrong", error.Message);
        Assert.Equal(code, error.ErrorCode);
        Assert.Equal("GET /2017-08-29/jobs/a%2Fb", wire.Calls[0].Line);
    }

    [Fact]
    public async Task ListJobsPaginator_TwoPages_YieldsEveryJob()
    {
        using var wire = new Wire((200, """{"jobs":[{"id":"1","role":"r","settings":{}}],"nextToken":"t+/="}"""), (200, """{"jobs":[{"id":"2","role":"r","settings":{}}]}"""));
        using var client = wire.CreateClient();

        var ids = new List<string>();
        await foreach (var job in client.Paginators.ListJobs(new ListJobsRequest { MaxResults = 1, Order = Order.DESCENDING, Queue = "arn:q" }).Jobs)
        {
            ids.Add(job.Id);
        }

        Assert.Equal(["1", "2"], ids);
        Assert.Equal("GET /2017-08-29/jobs?maxResults=1&order=DESCENDING&queue=arn%3Aq", wire.Calls[0].Line);
        Assert.Equal("GET /2017-08-29/jobs?maxResults=1&nextToken=t%2B%2F%3D&order=DESCENDING&queue=arn%3Aq", wire.Calls[1].Line);
    }

    [Fact]
    public async Task CancelJobAsync_Accepted_ReturnsWithoutBody()
    {
        using var wire = new Wire((202, ""));
        using var client = wire.CreateClient();

        var response = await client.CancelJobAsync(new CancelJobRequest { Id = "1-a" }, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.HttpStatusCode);
        Assert.Equal("DELETE /2017-08-29/jobs/1-a", wire.Calls[0].Line);
    }

    [Theory]
    [InlineData("eu-west-1", false, false, "https://mediaconvert.eu-west-1.amazonaws.com/")]
    [InlineData("us-east-1", true, false, "https://mediaconvert-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://mediaconvert.us-east-1.api.aws/")]
    [InlineData("us-gov-west-1", true, false, "https://mediaconvert.us-gov-west-1.amazonaws.com/")]
    [InlineData("cn-northwest-1", false, false, "https://subscribe.mediaconvert.cn-northwest-1.amazonaws.com.cn/")]
    public void Endpoint_Region_IsThatOfTheRules(string region, bool fips, bool dualStack, string expected)
    {
        using var client = new AmazonMediaConvertClient(
            "access", "secret", new AmazonMediaConvertConfig { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack });

        Assert.Equal(expected, new Uri(client.DetermineServiceOperationEndpoint(new GetJobRequest { Id = "1" }).URL).ToString());
    }

    private sealed class Wire(params (int Status, string Body, string? Error)[] prepared) : HttpMessageHandler
    {
        public Wire(params (int Status, string Body)[] prepared)
            : this([.. prepared.Select(response => (response.Status, response.Body, (string?)null))])
        {
        }

        public List<(string Line, string Body, string Authorization)> Calls { get; } = [];

        public AmazonMediaConvertClient CreateClient() => new("access", "secret", new AmazonMediaConvertConfig
        {
            ServiceURL = "http://localhost:1",
            AuthenticationRegion = "us-east-1",
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 3,
            HttpClientFactory = new Factory(this),
        });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Calls.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", body, request.Headers.NonValidated["Authorization"].ToString()));
            var (status, text, error) = prepared[Calls.Count - 1];
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "application/json"), RequestMessage = request };
            if (error is not null)
            {
                response.Headers.Add("x-amzn-ErrorType", error);
            }

            return response;
        }

        private sealed class Factory(Wire wire) : HttpClientFactory
        {
            public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(wire, disposeHandler: false);
        }
    }
}
