using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Sqs;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.CloudWatch;

/// <summary>LocalAws with alarms, a topic and a dashboard, in a time that the test moves.</summary>
public sealed class CloudWatchSystem : IAsyncDisposable
{
    private const string Board = """
        { "widgets": [
          { "type": "text", "x": 0, "y": 0, "width": 24, "height": 1, "properties": { "markdown": "## Queues" } },
          { "type": "alarm", "x": 0, "y": 1, "width": 24, "height": 2, "properties": { "title": "Alarms", "alarms": ["arn:aws:cloudwatch:us-east-1:000000000000:alarm:Waiting"] } },
          { "type": "metric", "x": 0, "y": 3, "width": 12, "height": 6, "properties": { "title": "Waiting <now>", "view": "timeSeries",
            "metrics": [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "dead", { "stat": "Maximum", "period": 60, "label": "dead" }]],
            "annotations": { "horizontal": [{ "label": "too many", "value": 5 }] } } } ] }
        """;

    private readonly string _folder;
    private readonly LocalAwsServer _server;
    private readonly FakeTimeProvider _time;

    private CloudWatchSystem(string folder, LocalAwsServer server, FakeTimeProvider time) => (_folder, _server, _time, Start) = (folder, server, time, time.GetUtcNow());

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public Uri ApiUrl => _server.ApiUrl;

    /// <summary>When it started: half a minute after a whole one, near enough to the present for signatures.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The time that the test has come to.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    internal MetricStore Metrics => _server.Services.GetRequiredService<MetricStore>();

    internal Queue Queue => _server.Services.GetRequiredService<QueueRegistry>().FindByName("dead")!;

    internal FaultInjector Faults => _server.Services.GetRequiredService<FaultInjector>();

    private AlarmEngine Engine => _server.Services.GetRequiredService<AlarmEngine>();

    public static async Task<CloudWatchSystem> StartAsync(CancellationToken cancellationToken, string alarms = "")
    {
        var folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
        var template = Path.Combine(folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template(alarms), cancellationToken);
        var time = new FakeTimeProvider(MetricSeries.Floor(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1)).AddSeconds(30));
        var server = await LocalAwsServer.StartAsync(
            new() { TemplatePath = template, AccessKeyId = LambdaFixture.AccessKeyId, SecretAccessKey = LambdaFixture.SecretAccessKey },
            services => services.AddSingleton<TimeProvider>(time),
            cancellationToken);
        return new(folder, server, time);
    }

    /// <summary>An alarm on one metric.</summary>
    public static string Alarm(string name, string metric, string more) => $$"""
        "{{name}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
          "AlarmName": "{{name}}", "AlarmDescription": "It is wrong. What to do: docs/runbooks/dead-letters.md",
          "Namespace": "Test", "MetricName": "{{metric}}", "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 1, "Threshold": 0,
          "ComparisonOperator": "GreaterThanThreshold", {{more}} "AlarmActions": [ { "Ref": "Topic" } ], "OKActions": [ { "Ref": "Topic" } ] } },
        """;

    /// <summary>Lets minutes pass; all alarms are evaluated after each.</summary>
    public async Task PassMinutesAsync(int minutes, CancellationToken cancellationToken)
    {
        for (var i = 0; i < minutes; i++)
        {
            var before = Engine.Evaluations;
            _time.Advance(TimeSpan.FromMinutes(1));
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(30));
            while (Engine.Evaluations == before)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), deadline.Token);
            }
        }
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await Http.GetStringAsync(new Uri(ApiUrl, path), cancellationToken))!;

    /// <summary>The state of an alarm as the control API has it.</summary>
    public async Task<string> StateOfAsync(string alarm, CancellationToken cancellationToken) => (await AlarmAsync(alarm, cancellationToken))["state"]!.ToString();

    public async Task<JsonNode> AlarmAsync(string alarm, CancellationToken cancellationToken) =>
        (await GetAsync("/_localaws/alarms", cancellationToken))["alarms"]!.AsArray().Single(one => one!["name"]!.ToString() == alarm)!;

    /// <summary>Calls an operation of CloudWatch by the JSON protocol.</summary>
    public async Task<JsonNode> CallAsync(string operation, JsonObject input, CancellationToken cancellationToken, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = LambdaFixture.Sign(
            HttpMethod.Post, new(ApiUrl, "/"), "monitoring", input.ToJsonString(), "application/x-amz-json-1.0", $"GraniteServiceVersion20100801.{operation}");
        using var response = await Http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(status == response.StatusCode, body);
        return JsonNode.Parse(body)!;
    }

    /// <summary>Calls an operation by the Query protocol; the response without namespaces.</summary>
    public async Task<XElement> QueryAsync(string service, string form, CancellationToken cancellationToken, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = LambdaFixture.Sign(HttpMethod.Post, new(ApiUrl, "/"), service, form, "application/x-www-form-urlencoded");
        using var response = await Http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(status == response.StatusCode, body);
        var xml = XElement.Parse(body);
        foreach (var element in xml.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return xml;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Template(string alarms) => $$"""
        {
          "Resources": {
            {{alarms}}
            "Waiting": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
              "AlarmName": "Waiting", "AlarmDescription": "Something waits. What to do: docs/runbooks/dead-letters.md",
              "Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible", "Dimensions": [ { "Name": "QueueName", "Value": { "Fn::GetAtt": ["Dead", "QueueName"] } } ],
              "Statistic": "Maximum", "Period": 60, "EvaluationPeriods": 1, "Threshold": 0, "ComparisonOperator": "GreaterThanThreshold",
              "TreatMissingData": "notBreaching", "AlarmActions": [ { "Ref": "Topic" } ], "OKActions": [ { "Ref": "Topic" } ] } },
            "Dead": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "dead" } },
            "Topic": { "Type": "AWS::SNS::Topic", "Properties": { "TopicName": "alarms" } },
            "Email": { "Type": "AWS::SNS::Subscription", "Properties": { "TopicArn": { "Ref": "Topic" }, "Protocol": "email", "Endpoint": "ops@example.com" } },
            "TopicPolicy": { "Type": "AWS::SNS::TopicPolicy", "Properties": { "Topics": [ { "Ref": "Topic" } ], "PolicyDocument": { "Statement": [
              { "Effect": "Allow", "Action": "sns:Publish", "Principal": { "Service": "cloudwatch.amazonaws.com" }, "Resource": { "Ref": "Topic" },
                "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } } } ] } } },
            "Board": { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardName": "board", "DashboardBody": {{System.Text.Json.JsonSerializer.Serialize(Board)}} } }
          }
        }
        """;
}
