using System.Collections.Concurrent;
using System.Diagnostics;
using Podcast.LocalAws.Core;
using Podcast.Tests.Integration.Faults;

namespace Podcast.Tests.Integration.LocalAws.Lambda;

public sealed class TelemetryTests : IClassFixture<LambdaFixture>, IDisposable
{
    private readonly LambdaFixture _lambda;
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivityListener _listener;

    public TelemetryTests(LambdaFixture lambda)
    {
        _lambda = lambda;
        _listener = new()
        {
            ShouldListenTo = source => source.Name == LocalAwsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _trace)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task FunctionUrl_TracedRequest_CarriesTheTraceAndNothingOfThePath()
    {
        using var process = _lambda.Connect("Open");
        var parent = ActivitySpanId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_lambda.OpenUrl, "/secret-token/feed.xml?grant=secret-grant"));
        request.Headers.Add("traceparent", $"00-{_trace}-{parent}-01");
        var call = _lambda.Http.SendAsync(request, TestToken);

        var got = await process.NextAsync(TestToken);
        using var accepted = await process.RespondAsync(got.RequestId, "1", TestToken);
        using var response = await call;

        var span = Assert.Single(await SpansAsync());
        var id = _trace.ToHexString();
        Assert.Equal($"Root=1-{id[..8]}-{id[8..]};Parent={span.SpanId};Sampled=1", got.TraceId);
        Assert.Equal(parent, span.ParentSpanId);
        Assert.Equal("Lambda Invoke Open", span.DisplayName);
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("secret", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Api_RefusedCall_NamesOperationAndError()
    {
        using var request = LambdaFixture.Sign(HttpMethod.Get, _lambda.Api("/2015-03-31/functions/nobody"), "lambda");
        request.Headers.Add("traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await _lambda.Http.SendAsync(request, TestToken);

        var span = Assert.Single(await SpansAsync());
        Assert.Equal("Lambda GetFunction", span.DisplayName);
        Assert.Equal("aws-api", span.GetTagItem("rpc.system"));
        Assert.Equal("GetFunction", span.GetTagItem("rpc.method"));
        Assert.Equal("ResourceNotFoundException", span.GetTagItem("error.type"));
        Assert.Equal(404, span.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Fact]
    public async Task Api_MethodAndPathThatACallerChose_AreInNoSpanAndNoMetric()
    {
        using var metrics = new MetricRecorder();
        using var request = LambdaFixture.Sign(new HttpMethod("SECRETMETHOD"), _lambda.Api("/secret-token/feed"), "lambda");
        request.Headers.Add("traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await _lambda.Http.SendAsync(request, TestToken);

        var span = Assert.Single(await SpansAsync());
        Assert.Equal("Lambda _OTHER", span.DisplayName);
        Assert.Equal("_OTHER", span.GetTagItem("http.request.method"));
        Assert.Equal("_OTHER", span.GetTagItem("rpc.method"));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("secret", StringComparison.OrdinalIgnoreCase) == true);
        // The metric is recorded before the span ends.
        Assert.Contains("localaws.api.call.duration rpc.method=_OTHER", metrics.Attributes);
        Assert.DoesNotContain(metrics.Attributes, attribute => attribute.Contains("secret", StringComparison.OrdinalIgnoreCase) && attribute.StartsWith("localaws.", StringComparison.Ordinal));
    }

    // The span ends a moment after the response has been sent.
    private async Task<IReadOnlyCollection<Activity>> SpansAsync()
    {
        while (_spans.IsEmpty)
        {
            await Task.Yield();
            TestToken.ThrowIfCancellationRequested();
        }

        return _spans;
    }
}
