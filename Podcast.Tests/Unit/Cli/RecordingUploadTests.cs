using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Podcast.Client;

namespace Podcast.Tests.Unit.Cli;

public sealed class RecordingUploadTests : IDisposable
{
    private const int PartLength = 1000;
    private const int Parts = 5;

    private readonly string _file = Path.GetTempFileName();
    private readonly byte[] _recording = new byte[(Parts - 1) * PartLength + 1];
    private readonly Storage _storage = new();

    public RecordingUploadTests()
    {
        Random.Shared.NextBytes(_recording);
        File.WriteAllBytes(_file, _recording);
    }

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _storage.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task Run_AllPartsMissing_SendsTheWholeFileAndCompletes()
    {
        var reported = new ConcurrentQueue<long>();

        var episode = await RunAsync(new Reporter(reported.Enqueue));

        Assert.Equal("uploaded", episode["status"]!.GetValue<string>());
        Assert.Equal(_recording, _storage.Content);
        Assert.Equal(_recording.Length, reported.Max());
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Run_APartFailsOnce_SendsOnlyWhatIsMissing(HttpStatusCode status)
    {
        _storage.FailOnce(part: 3, status);

        await RunAsync(new Reporter(_ => { }));

        Assert.Equal(_recording, _storage.Content);
        Assert.All(_storage.Sent.Where(part => part.Key != 3), part => Assert.Equal(1, part.Value));
    }

    [Fact]
    public async Task Run_APartIsRefusedForGood_EndsWithTheReason()
    {
        _storage.FailOnce(part: 2, HttpStatusCode.BadRequest);

        var refused = await Assert.ThrowsAsync<PublisherApiException>(() => RunAsync(new Reporter(_ => { })));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
    }

    private async Task<JsonNode> RunAsync(IProgress<long> progress)
    {
        var connection = new PublisherConnection(new("http://api.test"), new("http://edge.test"), "us-east-1", new BasicAWSCredentials("id", "secret"));
        using var publisher = new PublisherClient(connection, () => new Shared(_storage));
        using var recording = File.OpenHandle(_file, options: FileOptions.Asynchronous);
        return await new RecordingUpload(publisher, new ImmediateTimeProvider(DateTimeOffset.UnixEpoch)).RunAsync(JsonNode.Parse(_storage.DescribeUpload().ToJsonString())!, recording, progress, TestToken);
    }

    private sealed class Reporter(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }

    // Two clients share the storage, and each disposes of its handler.
    private sealed class Shared(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _inner.SendAsync(request, cancellationToken);
    }

    /// <summary>Plays the publisher API's upload and the presigned URLs of its parts.</summary>
    private sealed class Storage : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<int, byte[]> _parts = [];
        private readonly ConcurrentDictionary<int, HttpStatusCode> _failures = [];

        public ConcurrentDictionary<int, int> Sent { get; } = [];

        public byte[] Content => [.. _parts.OrderBy(part => part.Key).SelectMany(part => part.Value)];

        public void FailOnce(int part, HttpStatusCode status) => _failures[part] = status;

        public JsonObject DescribeUpload() => new()
        {
            ["contentLength"] = (Parts - 1) * PartLength + 1,
            ["complete"] = "/shows/s/episodes/e/upload/complete",
            ["parts"] = new JsonArray([.. Enumerable.Range(1, Parts).Where(number => !_parts.ContainsKey(number)).Select(number => new JsonObject
            {
                ["number"] = number,
                ["offset"] = (number - 1) * PartLength,
                ["contentLength"] = number < Parts ? PartLength : 1,
                ["url"] = $"http://s3.test/{number}",
            })]),
        };

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host == "api.test")
            {
                var body = request.Method == HttpMethod.Get
                    ? new JsonObject { ["status"] = "awaiting-upload", ["upload"] = DescribeUpload() }
                    : new JsonObject { ["status"] = "uploaded" };
                return new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")) };
            }

            var number = int.Parse(request.RequestUri.AbsolutePath.TrimStart('/'), System.Globalization.CultureInfo.InvariantCulture);
            if (_failures.TryRemove(number, out var status))
            {
                return new(status) { Content = new StringContent("refused") };
            }

            Sent.AddOrUpdate(number, 1, (_, count) => count + 1);
            _parts[number] = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            return new(HttpStatusCode.OK);
        }
    }
}
