using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Sqs;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.LocalAws.Lambda;

namespace Podcast.Tests.Integration.LocalAws.Scheduler;

/// <summary>LocalAws with a function, two queues and the schedules of a test, in a time that the test moves.</summary>
public sealed class SchedulerSystem : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

    private readonly string _folder;
    private readonly LocalAwsServer _server;

    private SchedulerSystem(string folder, LocalAwsServer server, FakeTimeProvider time) => (_folder, _server, Time) = (folder, server, time);

    public FakeTimeProvider Time { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public Uri ApiUrl => _server.ApiUrl;

    public IServiceProvider Services => _server.Services;

    /// <summary>Starts it at <see cref="Start"/>.</summary>
    /// <param name="schedules">More resources of the template, each followed by a comma.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="clock">Another time than the test's.</param>
    public static async Task<SchedulerSystem> StartAsync(string schedules, CancellationToken cancellationToken, TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
        var template = Path.Combine(folder, "Test.template.json");
        await File.WriteAllTextAsync(template, Template(schedules), cancellationToken);
        var time = new FakeTimeProvider(Start);
        var server = await LocalAwsServer.StartAsync(
            new() { TemplatePath = template, AccessKeyId = LambdaFixture.AccessKeyId, SecretAccessKey = LambdaFixture.SecretAccessKey },
            services => services.AddSingleton(clock ?? time),
            cancellationToken);
        return new(folder, server, time);
    }

    /// <summary>A schedule resource.</summary>
    public static string Schedule(string name, string expression, string target, string more = "") => $$"""
        "{{name}}": { "Type": "AWS::Scheduler::Schedule", "Properties": {
          "Name": "{{name}}", "ScheduleExpression": "{{expression}}", "FlexibleTimeWindow": { "Mode": "OFF" }, {{more}}
          "Target": { "RoleArn": { "Fn::GetAtt": ["SchedulerRole", "Arn"] }, {{target}} } } },
        """;

    public const string FunctionTarget = """ "Arn": { "Fn::GetAtt": ["Plain", "Arn"] } """;
    public const string QueueTarget = """ "Arn": { "Fn::GetAtt": ["Inbox", "Arn"] } """;
    public const string DeadLetters = """ "DeadLetterConfig": { "Arn": { "Fn::GetAtt": ["Dead", "Arn"] } } """;

    public FunctionProcess Connect() => new(ApiUrl, "Plain");

    public string ArnOf(string logicalId) => Services.GetRequiredService<Stack>()[logicalId].GetAtt("Arn");

    internal Queue Queue(string name) => Services.GetRequiredService<QueueRegistry>().FindByName(name)!;

    /// <summary>Waits until a condition holds; the real parts behind it take real time.</summary>
    public static async Task EventuallyAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), deadline.Token);
        }
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await Http.GetStringAsync(new Uri(ApiUrl, path), cancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Template(string schedules) => $$"""
        {
          "Resources": {
            {{schedules}}
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Statement": [
              { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "lambda.amazonaws.com" } } ] } } },
            "SchedulerRole": { "Type": "AWS::IAM::Role", "Properties": {
              "AssumeRolePolicyDocument": { "Statement": [ { "Effect": "Allow", "Action": "sts:AssumeRole",
                "Principal": { "Service": "scheduler.amazonaws.com" },
                "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } } } ] },
              "Policies": [ { "PolicyName": "Targets", "PolicyDocument": { "Statement": [
                { "Effect": "Allow", "Action": ["lambda:InvokeFunction"], "Resource": { "Fn::GetAtt": ["Plain", "Arn"] } },
                { "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": [ { "Fn::GetAtt": ["Inbox", "Arn"] }, { "Fn::GetAtt": ["Dead", "Arn"] } ] } ] } } ] } },
            "Plain": { "Type": "AWS::Lambda::Function", "Properties": {
              "FunctionName": "plain", "Handler": "Plain", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Timeout": 30 } },
            "Inbox": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "inbox" } },
            "Dead": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "dead" } }
          }
        }
        """;
}
