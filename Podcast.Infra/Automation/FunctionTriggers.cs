using Amazon.CDK.AWS.Scheduler;
using Constructs;
using Podcast.Infra.Data;
using Podcast.Infra.Functions;
using Podcast.Infra.Input;
using Podcast.Infra.Media;

namespace Podcast.Infra.Automation;

/// <summary>What invokes functions: changes of subscribers, uploads, access logs, ended transcodes and schedules.</summary>
internal sealed class FunctionTriggers : Construct
{
    private static readonly string[] EndStates = ["COMPLETE", "ERROR", "CANCELED"];

    public FunctionTriggers(Construct scope, string id, StackSettings settings, PodcastTables data, PublisherEvents events, MediaBuckets media, PodcastFunctions functions, Transcoder transcoder) : base(scope, id)
    {
        Changes = new SubscriberChanges(this, "SubscriberChanges", settings.Stream, data, functions.StreamProcessor, functions.Reconcile);
        _ = new PublishedChanges(this, "PublishedChanges", data, functions.EventPublisher);

        Group = new CfnScheduleGroup(this, "Schedules");
        foreach (var function in functions.All)
        {
            if (function.Schedule is { } schedule)
            {
                _ = new FunctionSchedule(this, Group, function, schedule);
            }
        }

        _ = new EventRule(
            this,
            "RecordingUploaded",
            "aws.s3",
            "Object Created",
            new() { ["bucket"] = new Dictionary<string, object> { ["name"] = new[] { media.Ingest.Name } } },
            functions.AutoTranscoding);
        _ = new EventRule(
            this,
            "AccessLogDelivered",
            "aws.s3",
            "Object Created",
            new()
            {
                ["bucket"] = new Dictionary<string, object> { ["name"] = new[] { media.Logs.Name } },
                ["object"] = new Dictionary<string, object> { ["key"] = new[] { new Dictionary<string, object> { ["prefix"] = MediaBuckets.LogsOfDistribution } } },
            },
            functions.DownloadCounter);
        _ = new EventRule(
            this,
            "TranscodeEnded",
            "aws.mediaconvert",
            "MediaConvert Job State Change",
            new() { ["queue"] = new[] { transcoder.Queue.AttrArn }, ["status"] = EndStates },
            functions.TranscodingEvents);
        _ = new EventRule(
            this, "EventPublished", events.Bus.AttrName, new() { ["source"] = new[] { PublisherEvents.Source } }, functions.WebhookSender);
        _ = new EventRule(
            this, "ImportDue", events.Bus.AttrName, new() { ["source"] = new[] { PublisherEvents.ImportSource } }, functions.ShowImporter);
    }

    public SubscriberChanges Changes { get; }

    public CfnScheduleGroup Group { get; }
}
