using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Podcast.Tests.EndToEnd;

/// <summary>The two stories of the system as the running dashboard tells them, and that every process tells its part.</summary>
[Collection(AppHostCollection.Name)]
public sealed class DashboardTelemetryTests(AppHostFixture app) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _player = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly DashboardTelemetry _telemetry = app.CreateTelemetry();
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private CancellationToken Deadline
    {
        get
        {
            _deadline.CancelAfter(Patience);
            return _deadline.Token;
        }
    }

    public void Dispose()
    {
        _player.Dispose();
        _telemetry.Dispose();
        _deadline.Dispose();
    }

    [Fact]
    public async Task Process_OfEveryProject_ExportsToTheDashboard()
    {
        var projects = app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ProjectResource>()
            .Where(project => !project.Annotations.OfType<ExplicitStartupAnnotation>().Any()).Select(project => project.Name).ToHashSet();

        var exporting = await _telemetry.WaitForResourcesAsync(
            resources => projects.IsSubsetOf(resources.Where(resource => resource["hasMetrics"]!.GetValue<bool>()).Select(resource => resource["name"]!.GetValue<string>())),
            Deadline);

        Assert.Contains("aws", projects);
        Assert.Equal(projects.Count, exporting.Count);
    }

    [Fact]
    public async Task ViewerRequest_OfAFeed_IsOneTraceFromTheEdgeToDynamoDb()
    {
        var (trace, parent) = NewTrace();
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Endpoints["feeds"]!["active"]!.GetValue<string>()) { Headers = { { "traceparent", parent } } };
        using var response = await _player.SendAsync(request, Deadline);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        (string, string)[] story =
        [
            ("aws", "GET /*/feeds/*"),
            ("aws", "CloudFront viewer-request"),
            ("aws", "KeyValueStore read"),
            ("aws", "CloudFront origin request"),
            ("aws", "Lambda Invoke Feeds"),
            ("aws", "DynamoDB GetItem"),
        ];
        var spans = await _telemetry.WaitForTraceAsync(
            trace,
            found => story.All(step => found.Any(span => (span.Service, span.Name) == step)) && found.Any(span => span is { Service: "feeds", Scope: "Podcast.Functions" }),
            Deadline);

        var token = new Uri(app.Endpoints["feeds"]!["active"]!.GetValue<string>()).Segments[1].TrimEnd('/');
        Assert.All(spans, span => Assert.DoesNotContain(token, span.Json, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SubscriberChange_ThroughThePublisherApi_IsLinkedFromTheWriteToTheStore()
    {
        using var activity = new Activity("a publisher's change").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var trace = activity.TraceId.ToHexString();
        using (var publisher = app.CreatePublisher())
        {
            await publisher.PostAsync(
                "subscribers",
                new() { ["email"] = "linked@example.com", ["shows"] = new JsonArray("demo"), ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O") },
                Deadline);
        }

        await _telemetry.WaitForTraceAsync(
            trace,
            found => found.Any(span => span is { Service: "publisher-api", Scope: "Podcast.Functions" })
                && found.Any(span => span.Service == "aws" && span.Name.StartsWith("DynamoDB ", StringComparison.Ordinal)),
            Deadline);
        var spans = await _telemetry.WaitForSpansAsync(
            found => found.FirstOrDefault(span => span.Service == "stream-processor" && span.LinkedTraces.Contains(trace)) is { } applied
                && found.Any(span => span.TraceId == applied.TraceId && span is { Service: "aws", Name: "KeyValueStore UpdateKeys" }),
            Deadline);

        Assert.All(spans, span => Assert.DoesNotContain("linked@example.com", span.Json, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Traces_OfTheStart_HoldNoPolls()
    {
        // The demo data polls the edge until it knows the first token; the health checks and the functions poll as well.
        var spans = await _telemetry.WaitForSpansAsync(found => found.Any(span => span.Service == "publisher-api"), Deadline);

        Assert.DoesNotContain(spans, span => span.Json.Contains("/_localaws/", StringComparison.Ordinal) || span.Name.Contains("GetRecords", StringComparison.Ordinal));
        Assert.DoesNotContain(spans, span => span.Service == "aws" && span.Name.Contains("/health", StringComparison.Ordinal));
    }

    private static (string Trace, string Parent) NewTrace()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        return (trace, $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
    }
}
