using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.CloudFront.Distribution;

namespace Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;

public sealed class DistributionTelemetryTests
{
    private const string Token = "s3cretT0ken";

    private const string Code = """
        import cf from 'cloudfront';
        async function handler(event) {
            const token = event.request.uri.split('/')[1];
            try { await cf.kvs().get(token); } catch (e) { console.log('miss'); }
            return event.request;
        }
        """;

    [Fact]
    public async Task Trace_OfAViewerRequest_GoesThroughToTheOriginAndHoldsNoToken()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        var behavior = DistributionTemplate.Behavior("one", "/*/feeds/*");
        await using var system = await CloudFrontSystem.StartAsync(
            new DistributionTemplate().WithOrigin("one", origin.Port).WithBehavior(behavior).WithFunction(behavior, Code, withStore: true).ToString());
        var trace = ActivityTraceId.CreateRandom();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Podcast.LocalAws",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        using var response = await system.ViewAsync($"/{Token}/feeds/a.xml?grant={Token}", null, ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));

        // The server span ends after the viewer has the last byte.
        Assert.True(SpinWait.SpinUntil(() => spans.Any(span => span.Kind == ActivityKind.Server), TimeSpan.FromSeconds(10)));
        var server = spans.Single(span => span.Kind == ActivityKind.Server);
        var function = spans.Single(span => span.DisplayName == "CloudFront viewer-request");
        var read = spans.Single(span => span.DisplayName == "KeyValueStore read");
        var client = spans.Single(span => span.DisplayName == "CloudFront origin request");
        Assert.Equal("GET /*/feeds/*", server.DisplayName);
        Assert.Equal("00f067aa0ba902b7", server.ParentSpanId.ToString());
        Assert.Equal((server.SpanId, function.SpanId, server.SpanId), (function.ParentSpanId, read.ParentSpanId, client.ParentSpanId));
        Assert.Equal("miss", read.GetTagItem("cloudfront.kvs.result"));
        Assert.Equal(client.Id, origin.Request.Headers["traceparent"]);
        Assert.Equal("console.log", function.Events.Single().Name);
        Assert.Equal(200, server.GetTagItem("http.response.status_code"));
        Assert.DoesNotContain(spans, span => Describe(span).Contains(Token, StringComparison.Ordinal));
        Assert.DoesNotContain(system.Logs, line => line.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AccessLog_OfARequest_NamesTheBehavior()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        await using var system = await CloudFrontSystem.StartAsync(new DistributionTemplate().WithOrigin("one", origin.Port).ToString());

        using var response = await system.ViewAsync($"/{Token}");

        Assert.True(SpinWait.SpinUntil(() => system.Logs.Any(line => line.StartsWith("GET * 200 Miss ", StringComparison.Ordinal)), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Requests_BeyondTheRate_AreTracedWhenTheyFailOrTheirCallerTracesThem()
    {
        await using var origin = await TestOrigin.StartAsync("one");
        var template = new DistributionTemplate().WithOrigin("one", origin.Port)
            .WithFunction("function handler(event) { if (event.request.uri === '/fail') { throw new Error('on purpose'); } return event.request; }");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Podcast.LocalAws",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        // Time stands still, so that only the burst is let through.
        await using var system = await CloudFrontSystem.StartAsync(template.ToString(), time: new FakeTimeProvider(DateTimeOffset.UtcNow));

        for (var i = 0; i < EdgeTraceLimiter.Burst + 3; i++)
        {
            using var response = await system.ViewAsync("/a");
        }

        using var traced = await system.ViewAsync("/a", null, ("traceparent", $"00-{ActivityTraceId.CreateRandom()}-00f067aa0ba902b7-01"));
        using var failed = await system.ViewAsync("/fail");

        Assert.True(SpinWait.SpinUntil(() => system.Logs.Any(line => line.StartsWith("GET * 503 ", StringComparison.Ordinal)), TimeSpan.FromSeconds(10)));
        Assert.Equal(EdgeTraceLimiter.Burst + 1, system.Logs.Count(line => line.StartsWith("GET * 200 ", StringComparison.Ordinal)));
        Assert.Equal(EdgeTraceLimiter.Burst + 1, origin.Requests.Count(request => request.Headers["traceparent"].EndsWith("-01", StringComparison.Ordinal)));
        Assert.Equal(3, origin.Requests.Count(request => request.Headers["traceparent"].EndsWith("-00", StringComparison.Ordinal)));
    }

    private static string Describe(Activity span) => string.Join(
        ' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName).Concat(span.Events.SelectMany(item => item.Tags).Select(tag => $"{tag.Value}")));
}
