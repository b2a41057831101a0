namespace Podcast.Tests.Unit.Infra;

public sealed class AutomationTests
{
    private static readonly TemplateResource Mapping = SynthesizedTemplate.Single("AWS::Lambda::EventSourceMapping");

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
        var permissions = SynthesizedTemplate.OfType("AWS::IAM::Policy").Select(policy => policy.LogicalId);
        Assert.Subset(Mapping.Resource["DependsOn"]!.AsArray().Select(TemplateValue.Text).ToHashSet(), permissions.ToHashSet());
    }
}
