using System.Text.RegularExpressions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra;

public sealed partial class TemplateTests
{
    [Theory]
    [InlineData("DistributionDomain")]
    [InlineData("DistributionId")]
    [InlineData("PublisherUrl")]
    [InlineData("SubscribersTable")]
    [InlineData("CatalogTable")]
    [InlineData("MediaBucket")]
    [InlineData("EdgeStoreArn")]
    [InlineData("FailedChangesUrl")]
    [InlineData("WebhooksUrl")]
    [InlineData("PublisherFunction")]
    [InlineData("SubscribersStreamArn")]
    [InlineData("TableKeyArn")]
    [InlineData("IngestBucket")]
    [InlineData("LogBucket")]
    [InlineData("TranscodingQueueArn")]
    [InlineData("ReconcileFunction")]
    [InlineData("ScheduleGroup")]
    [InlineData("SubscriberCleanupFailuresUrl")]
    [InlineData("ReconcileFailuresUrl")]
    [InlineData("AutoTranscodingFailuresUrl")]
    [InlineData("TranscodingEventsFailuresUrl")]
    [InlineData("MediaCleanupFailuresUrl")]
    [InlineData("EventPublisherFailuresUrl")]
    [InlineData("WebhookSenderFailuresUrl")]
    [InlineData("ShowImporterFailuresUrl")]
    [InlineData("DownloadCounterFailuresUrl")]
    [InlineData("StatisticsTable")]
    [InlineData("EventBusName")]
    [InlineData("CatalogStreamArn")]
    [InlineData("AlarmTopicArn")]
    [InlineData("DashboardName")]
    public void Output_ForIntegrators_IsThere(string name)
        => Assert.NotEqual("", TemplateValue.Text(SynthesizedTemplate.Root["Outputs"]?[name]?["Value"]));

    [Fact]
    public void Template_Anywhere_NamesNoRegion() => Assert.DoesNotMatch(RegionName(), SynthesizedTemplate.Text);

    [Fact]
    public void Template_Anywhere_NamesNoAccount() => Assert.DoesNotMatch(AccountId(), SynthesizedTemplate.Text);

    [Fact]
    public void Template_AsWhole_DescribesEverythingItself()
    {
        Assert.Null(SynthesizedTemplate.Root["Parameters"]);
        // The one that has our own function behind it: EmptyBucketsTests.
        Assert.DoesNotContain(SynthesizedTemplate.Resources, resource
            => (resource.Type.StartsWith("Custom::", StringComparison.Ordinal) && resource.Type != "Custom::EmptyBucket")
                || resource.Type == "AWS::CloudFormation::CustomResource");
    }

    [Fact]
    public void References_InTheWholeTemplate_HaveNoCircle()
    {
        var ids = SynthesizedTemplate.Resources.Select(resource => resource.LogicalId).ToHashSet();
        var remaining = SynthesizedTemplate.Resources.ToDictionary(
            resource => resource.LogicalId,
            // A generated name may be the resource's own id; it could not refer to itself anyway.
            resource => QuotedName().Matches(resource.Resource.ToJsonString())
                .Select(match => match.Groups[1].Value)
                .Where(id => id != resource.LogicalId && ids.Contains(id))
                .ToHashSet());

        while (remaining.Where(resource => !resource.Value.Overlaps(remaining.Keys)).Select(resource => resource.Key).ToArray() is { Length: > 0 } free)
        {
            Array.ForEach(free, id => remaining.Remove(id));
        }

        Assert.Empty(remaining);
    }

    [GeneratedRegex(@"\b(af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(central|north|south|east|west|northeast|northwest|southeast|southwest)-\d\b")]
    private static partial Regex RegionName();

    [GeneratedRegex(@"(?<![0-9a-zA-Z])\d{12}(?![0-9a-zA-Z])")]
    private static partial Regex AccountId();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex QuotedName();
}
