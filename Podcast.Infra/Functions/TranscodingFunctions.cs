using Amazon.CDK;
using Podcast.Infra.Core;
using Podcast.Infra.Data;
using Podcast.Infra.Media;

namespace Podcast.Infra.Functions;

/// <summary>The functions that turn an uploaded recording into audio.</summary>
internal static class TranscodingFunctions
{
    public static IEnumerable<FunctionDefinition> All(PodcastTables data, MediaBuckets media, Transcoder transcoder) =>
        [AutoTranscoding(data, media, transcoder), TranscodingEvents(data, media)];

    private static FunctionDefinition AutoTranscoding(PodcastTables data, MediaBuckets media, Transcoder transcoder) => new(FunctionName.AutoTranscoding)
    {
        Description = "Submits uploaded recordings to the transcoder.",
        Timeout = Duration.Minutes(1),
        RunsInBackground = true,
        // Uploads start their transcode themselves; this finds what that missed, and what is due to be tried again.
        Schedule = new("rate(5 minutes)", WindowMinutes: 1),
        Environment = new()
        {
            ["CATALOG_TABLE"] = data.Catalog.TableName,
            ["INGEST_BUCKET"] = media.Ingest.Name,
            ["MEDIA_BUCKET"] = media.Audio.Name,
            ["MEDIACONVERT_ROLE_ARN"] = transcoder.Role.RoleArn,
            ["MEDIACONVERT_QUEUE_ARN"] = transcoder.Queue.AttrArn,
        },
        Permissions =
        [
            Statements.Allow("Catalog", ["dynamodb:GetItem", "dynamodb:UpdateItem"], data.Catalog.TableArn),
            Statements.Allow("DueRecordings", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByWork)),
            data.AllowKey(),
            Statements.Allow("Recordings", ["s3:GetObject"], media.IngestObjects),
            // A job whose final event was lost is completed here, and the length in the feed is that of its audio.
            Statements.Allow("Audio", ["s3:GetObject"], media.AudioObjects),
            // The chapters that a recording has.
            Statements.Allow("Chapters", ["s3:PutObject"], media.AudioObjects),
            .. transcoder.AllowSubmit(),
        ],
    };

    private static FunctionDefinition TranscodingEvents(PodcastTables data, MediaBuckets media) => new(FunctionName.TranscodingEvents)
    {
        Description = "Notes what became of a transcode.",
        Timeout = Duration.Seconds(30),
        RunsInBackground = true,
        Environment = new()
        {
            ["CATALOG_TABLE"] = data.Catalog.TableName,
            ["MEDIA_BUCKET"] = media.Audio.Name,
        },
        Permissions =
        [
            Statements.Allow("Catalog", ["dynamodb:GetItem", "dynamodb:UpdateItem"], data.Catalog.TableArn),
            data.AllowKey(),
            Statements.Allow("Audio", ["s3:GetObject"], media.AudioObjects),
        ],
    };
}
