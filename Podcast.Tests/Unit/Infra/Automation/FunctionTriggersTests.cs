using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra.Automation;

public sealed class FunctionTriggersTests
{
    private static readonly TemplateResource Mapping = SynthesizedTemplate.OfType("AWS::Lambda::EventSourceMapping")
        .Single(mapping => mapping.Value("FunctionName") == $"${{{SynthesizedTemplate.Function("StreamProcessor").LogicalId}}}");

    [Fact]
    public void EventSourceMapping_InTemplate_BringsTheSubscribersStreamToTheStreamProcessor()
    {
        var table = SynthesizedTemplate.Function("StreamProcessor").Value("Environment.Variables.SUBSCRIBERS_TABLE");
        Assert.Equal(table.Replace("}", ".StreamArn}", StringComparison.Ordinal), Mapping.Value("EventSourceArn"));
        Assert.Equal($"${{{SynthesizedTemplate.Function("StreamProcessor").LogicalId}}}", Mapping.Value("FunctionName"));
        Assert.Equal("TRIM_HORIZON", Mapping.Value("StartingPosition"));
    }

    [Fact]
    public void EventSourceMapping_ForARevocation_DoesNotWaitForABatch()
    {
        Assert.Equal("0", Mapping.Value("MaximumBatchingWindowInSeconds"));
        Assert.InRange(Mapping.Properties["BatchSize"]!.GetValue<int>(), 10, 10_000);
        Assert.Equal("1", Mapping.Value("ParallelizationFactor"));
    }

    [Fact]
    public void EventSourceMapping_WhenARecordFails_RetriesForAnHourSplitsAndReports()
    {
        Assert.Equal("-1", Mapping.Value("MaximumRetryAttempts"));
        Assert.Equal("3600", Mapping.Value("MaximumRecordAgeInSeconds"));
        Assert.Equal("true", Mapping.Value("BisectBatchOnFunctionError"));
        Assert.Equal(["ReportBatchItemFailures"], Mapping.Values("FunctionResponseTypes"));
        var queue = SynthesizedTemplate.Named(Mapping.Value("DestinationConfig.OnFailure.Destination"));
        Assert.Equal("AWS::SQS::Queue", queue.Type);
    }

    [Fact]
    public void EventSourceMapping_WhenTheStackIsCreated_WaitsForItsPermissions()
    {
        var permissions = SynthesizedTemplate.OfType("AWS::IAM::Policy")
            .Single(policy => policy.LogicalId.StartsWith("AutomationSubscriberChanges", StringComparison.Ordinal)
                && PolicyStatement.Of(policy.Properties["PolicyDocument"]).Any(statement => statement.Actions.Contains("dynamodb:GetRecords")));
        Assert.Contains(permissions.LogicalId, Mapping.Resource["DependsOn"]!.AsArray().Select(TemplateValue.Text));
    }

    [Theory]
    [InlineData("SUBSCRIBERS_TABLE", "StreamProcessor")]
    [InlineData("CATALOG_TABLE", "EventPublisher")]
    public void EventSourceMapping_OfEventPublisher_ReadsTheTablesStreamUntilItForgets(string variable, string owner)
    {
        var stream = SynthesizedTemplate.Function(owner).Value($"Environment.Variables.{variable}").Replace("}", ".StreamArn}", StringComparison.Ordinal);
        var mapping = SynthesizedTemplate.OfType("AWS::Lambda::EventSourceMapping").Single(mapping =>
            mapping.Value("EventSourceArn") == stream && mapping.Value("FunctionName") == $"${{{SynthesizedTemplate.Function("EventPublisher").LogicalId}}}");
        Assert.Equal("-1", mapping.Value("MaximumRetryAttempts"));
        Assert.InRange(mapping.Properties["MaximumRecordAgeInSeconds"]!.GetValue<int>(), 20 * 3600, (24 * 3600) - 1);
        Assert.Equal(["ReportBatchItemFailures"], mapping.Values("FunctionResponseTypes"));
        Assert.Equal("EventPublisherFailures", QueueName(mapping.Value("DestinationConfig.OnFailure.Destination")));
    }

    [Theory]
    [InlineData("EventPublisher", "rate(5 minutes)")]
    [InlineData("WebhookSender", "rate(5 minutes)")]
    [InlineData("ShowImporter", "rate(5 minutes)")]
    [InlineData("SubscriberCleanup", "rate(15 minutes)")]
    [InlineData("AutoTranscoding", "rate(5 minutes)")]
    [InlineData("Reconcile", "cron(17 3 * * ? *)")]
    public void Schedule_OfFunction_RunsItWithinAWindowAndKeepsWhatFails(string handler, string expression)
    {
        var function = SynthesizedTemplate.Function(handler).LogicalId;
        var schedule = SynthesizedTemplate.OfType("AWS::Scheduler::Schedule").Single(schedule => schedule.Value("Target.Arn") == $"${{{function}.Arn}}");
        Assert.Equal(expression, schedule.Value("ScheduleExpression"));
        Assert.Equal("FLEXIBLE", schedule.Value("FlexibleTimeWindow.Mode"));
        Assert.Equal("5", schedule.Value("Target.RetryPolicy.MaximumRetryAttempts"));
        Assert.Equal("900", schedule.Value("Target.RetryPolicy.MaximumEventAgeInSeconds"));
        Assert.Equal($"{handler}Failures", QueueName(schedule.Value("Target.DeadLetterConfig.Arn")));
        Assert.Equal("AWS::Scheduler::ScheduleGroup", SynthesizedTemplate.Named(schedule.Value("GroupName")).Type);
    }

    [Theory]
    [InlineData("AutoTranscoding", "aws.s3", "Object Created")]
    [InlineData("TranscodingEvents", "aws.mediaconvert", "MediaConvert Job State Change")]
    [InlineData("DownloadCounter", "aws.s3", "Object Created")]
    [InlineData("WebhookSender", "podcast", null)]
    [InlineData("ShowImporter", "podcast.imports", null)]
    public void Rule_OfEvent_RunsItsFunctionAndKeepsWhatFails(string handler, string source, string? detailType)
    {
        var function = SynthesizedTemplate.Function(handler).LogicalId;
        var rule = SynthesizedTemplate.OfType("AWS::Events::Rule").Single(rule => rule.Value("EventPattern.source") == $"[\"{source}\"]"
            && TemplateValue.Text(rule.Properties["Targets"]![0]!["Arn"]) == $"${{{function}.Arn}}");
        if (detailType is not null)
        {
            Assert.Equal([detailType], rule.Values("EventPattern.detail-type"));
        }

        Assert.Equal(detailType is null, rule.Value("EventBusName").Length > 0);
        var target = rule.Properties["Targets"]!.AsArray().Single()!;
        Assert.Equal($"${{{function}.Arn}}", TemplateValue.Text(target["Arn"]));
        var queue = TemplateValue.Text(target["DeadLetterConfig"]!["Arn"]);
        Assert.Equal($"{handler}Failures", QueueName(queue));

        var permission = SynthesizedTemplate.OfType("AWS::Lambda::Permission").Single(permission => permission.Value("SourceArn") == $"${{{rule.LogicalId}.Arn}}");
        Assert.Equal("events.amazonaws.com lambda:InvokeFunction", $"{permission.Value("Principal")} {permission.Value("Action")}");
        Assert.Equal($"${{{function}.Arn}}", permission.Value("FunctionName"));
        Assert.Contains(QueueStatements(queue), statement =>
            statement.Actions is ["sqs:SendMessage"]
            && statement.Principal!["Service"]!.ToString() == "events.amazonaws.com"
            && TemplateValue.Text(statement.Condition!["StringEquals"]!["aws:SourceArn"]) == $"${{{rule.LogicalId}.Arn}}");
    }

    [Fact]
    public void Rules_InTemplate_MatchThisStacksBucketAndQueueOnly()
    {
        var patterns = SynthesizedTemplate.OfType("AWS::Events::Rule").Select(rule => rule.Properties["EventPattern"]!["detail"]).OfType<JsonNode>().ToArray();
        Assert.Contains(patterns, detail => detail["bucket"] is { } bucket
            && SynthesizedTemplate.Named(TemplateValue.Text(bucket["name"]![0])).LogicalId.StartsWith("MediaIngest", StringComparison.Ordinal));
        Assert.Contains(patterns, detail => detail["bucket"] is { } bucket
            && SynthesizedTemplate.Named(TemplateValue.Text(bucket["name"]![0])).LogicalId.StartsWith("MediaLogs", StringComparison.Ordinal)
            && detail["object"]!["key"]![0]!["prefix"]!.ToString() == "AWSLogs/");
        Assert.Contains(patterns, detail => detail["queue"] is { } queue
            && SynthesizedTemplate.Named(TemplateValue.Text(queue[0])).Type == "AWS::MediaConvert::Queue");
    }

    [Fact]
    public void Queues_InTemplate_AreEncryptedKeptFor14DaysAndReachedOverTlsOnly()
        => Assert.All(SynthesizedTemplate.OfType("AWS::SQS::Queue"), queue =>
        {
            Assert.Equal("true", queue.Value("SqsManagedSseEnabled"));
            Assert.Equal("1209600", queue.Value("MessageRetentionPeriod"));
            var deny = Assert.Single(QueueStatements($"${{{queue.LogicalId}.Arn}}"), statement => statement.Effect == "Deny");
            Assert.Equal("""{"Bool":{"aws:SecureTransport":"false"}}""", deny.Condition!.ToJsonString());
            Assert.Equal(["sqs:*"], deny.Actions);
        });

    // FunctionsReconcileFailuresQueue12345678 is ReconcileFailures.
    private static string QueueName(string arn)
        => SynthesizedTemplate.Named(arn).LogicalId["Functions".Length..].Split("Queue")[0];

    private static IEnumerable<PolicyStatement> QueueStatements(string arn) => PolicyStatement.Of(
        SynthesizedTemplate.OfType("AWS::SQS::QueuePolicy")
            .Single(policy => policy.Values("Queues").Contains(arn.Replace(".Arn}", "}", StringComparison.Ordinal)))
            .Properties["PolicyDocument"]);
}
