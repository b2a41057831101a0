using Podcast.LocalAws.Lambda.EventSources;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Unit.LocalAws.Lambda.EventSources;

public sealed class EventSourceMappingConfigurationTests
{
    [Fact]
    public void Read_WithNothingButTheRequired_HasLambdasDefaults()
    {
        var mapping = Read(""" "StartingPosition": "LATEST" """);

        Assert.True(mapping.Enabled);
        Assert.False(mapping.FromTrimHorizon);
        Assert.Equal(100, mapping.BatchSize);
        Assert.Equal(TimeSpan.Zero, mapping.BatchingWindow);
        Assert.Null(mapping.MaximumRetryAttempts);
        Assert.Null(mapping.MaximumRecordAge);
        Assert.False(mapping.BisectOnError);
        Assert.False(mapping.ReportsItemFailures);
        Assert.Null(mapping.OnFailureDestination);
    }

    [Fact]
    public void Read_WithEverything_ReadsIt()
    {
        var mapping = Read("""
            "StartingPosition": "TRIM_HORIZON", "Enabled": false, "BatchSize": 10, "MaximumBatchingWindowInSeconds": 5, "MaximumRetryAttempts": 3,
            "MaximumRecordAgeInSeconds": 3600, "BisectBatchOnFunctionError": true, "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "ParallelizationFactor": 1, "DestinationConfig": { "OnFailure": { "Destination": "arn:q" } }
            """);

        Assert.False(mapping.Enabled);
        Assert.True(mapping.FromTrimHorizon);
        Assert.Equal(10, mapping.BatchSize);
        Assert.Equal(TimeSpan.FromSeconds(5), mapping.BatchingWindow);
        Assert.Equal(3, mapping.MaximumRetryAttempts);
        Assert.Equal(TimeSpan.FromHours(1), mapping.MaximumRecordAge);
        Assert.True(mapping.BisectOnError);
        Assert.True(mapping.ReportsItemFailures);
        Assert.Equal("arn:q", mapping.OnFailureDestination);
    }

    [Theory]
    [InlineData(""" "StartingPosition": "AT_TIMESTAMP" """, "M.Properties.StartingPosition")]
    [InlineData(""" "BatchSize": 1 """, "M.Properties.StartingPosition")]
    [InlineData(""" "StartingPosition": "LATEST", "BatchSize": 0 """, "M.Properties.BatchSize: has to be 1 to 10000")]
    [InlineData(""" "StartingPosition": "LATEST", "MaximumBatchingWindowInSeconds": 301 """, "M.Properties.MaximumBatchingWindowInSeconds")]
    [InlineData(""" "StartingPosition": "LATEST", "MaximumRecordAgeInSeconds": 59 """, "M.Properties.MaximumRecordAgeInSeconds: has to be -1, or 60")]
    [InlineData(""" "StartingPosition": "LATEST", "ParallelizationFactor": 2 """, "LocalAws implements a factor of 1 only")]
    [InlineData(""" "StartingPosition": "LATEST", "FilterCriteria": { "Filters": [] } """, "M.Properties.FilterCriteria: LocalAws does not implement")]
    [InlineData(""" "StartingPosition": "LATEST", "TumblingWindowInSeconds": 1 """, "M.Properties.TumblingWindowInSeconds: LocalAws does not implement")]
    public void Read_WithValueThatCannotWork_NamesTheProperty(string properties, string expected)
    {
        var error = Assert.Throws<TemplateException>(() => Read(properties));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Queue_SaysThatOnlyStreamsAreThere()
    {
        var error = Assert.Throws<TemplateException>(() => Read(""" "StartingPosition": "LATEST" """, "arn:aws:sqs:eu-west-1:111122223333:q"));

        Assert.Contains("DynamoDB streams only", error.Message, StringComparison.Ordinal);
    }

    private static EventSourceMappingConfiguration Read(
        string properties, string source = "arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/2024-01-01T00:00:00.000") =>
        EventSourceMappingConfiguration.Read(StackLoader.Parse(
            $$"""
            { "Resources": { "M": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": { "FunctionName": "f", "EventSourceArn": "{{source}}", {{properties}} } } } }
            """,
            new("Podcast", "111122223333", "eu-west-1"))["M"]);
}
