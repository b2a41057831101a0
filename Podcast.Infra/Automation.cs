using Amazon.CDK.AWS.Scheduler;
using Constructs;

namespace Podcast.Infra;

/// <summary>What happens by itself: when a subscriber changes, when a recording arrives, when a transcode ends, and when it is time.</summary>
internal sealed class Automation : Construct
{
    private static readonly string[] EndStates = ["COMPLETE", "ERROR", "CANCELED"];

    public Automation(Construct scope, string id, Data data, Media media, Functions functions, Transcoder transcoder) : base(scope, id)
    {
        Changes = new SubscriberChanges(this, "SubscriberChanges", data, functions.StreamProcessor, functions.Reconcile);

        Group = new CfnScheduleGroup(this, "Schedules");
        // The edge knows by itself when an access is over; this brings the table in line with it.
        _ = new FunctionSchedule(this, Group, functions.SubscriberCleanup, "rate(15 minutes)", windowMinutes: 5);
        // Uploads start their transcode themselves; this finds what that missed, and what is due to be tried again.
        _ = new FunctionSchedule(this, Group, functions.AutoTranscoding, "rate(5 minutes)", windowMinutes: 1);
        // Reading the whole store costs 1 $ for each 50,000 keys, so it is not done more often than needed; in UTC.
        _ = new FunctionSchedule(this, Group, functions.Reconcile, "cron(17 3 * * ? *)", windowMinutes: 60);

        _ = new EventRule(
            this,
            "RecordingUploaded",
            "aws.s3",
            "Object Created",
            new() { ["bucket"] = new Dictionary<string, object> { ["name"] = new[] { media.Ingest.Name } } },
            functions.AutoTranscoding);
        _ = new EventRule(
            this,
            "TranscodeEnded",
            "aws.mediaconvert",
            "MediaConvert Job State Change",
            new() { ["queue"] = new[] { transcoder.Queue.AttrArn }, ["status"] = EndStates },
            functions.TranscodingEvents);
    }

    public SubscriberChanges Changes { get; }

    public CfnScheduleGroup Group { get; }
}
