using Amazon.CDK;
using Podcast.Infra.Core;
using Podcast.Infra.Data;
using Podcast.Infra.Media;

namespace Podcast.Infra.Functions;

/// <summary>The functions that turn an uploaded recording into audio, and remove what is to be heard no longer.</summary>
internal static class TranscodingFunctions
{
    public static IEnumerable<FunctionDefinition> All(PodcastTables data, MediaBuckets media, Transcoder transcoder) =>
        [AutoTranscoding(data, media, transcoder), TranscodingEvents(data, media, transcoder), MediaCleanup(data, media)];

    private static FunctionDefinition AutoTranscoding(PodcastTables data, MediaBuckets media, Transcoder transcoder) => new(FunctionName.AutoTranscoding)
    {
        Description = "Submits uploaded recordings to the transcoder.",
        // A copy of 5 GB takes most of it.
        Timeout = Duration.Minutes(5),
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
            Statements.Allow("Catalog", ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:PutItem"], data.Catalog.TableArn),
            Statements.Allow("DueRecordings", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByWork)),
            data.AllowKey(),
            Statements.Allow("Recordings", ["s3:GetObject"], media.IngestObjects),
            // A job whose final event was lost is completed here, and the length in the feed is that of its audio.
            Statements.Allow("Audio", ["s3:GetObject", "s3:PutObject"], media.AudioObjects),
            .. transcoder.AllowSubmit(),
            Transcoder.AllowAsk(),
        ],
    };

    private static FunctionDefinition MediaCleanup(PodcastTables data, MediaBuckets media) => new(FunctionName.MediaCleanup)
    {
        Description = "Removes audio that was replaced, taken down or deleted.",
        Timeout = Duration.Minutes(5),
        RunsInBackground = true,
        // What is taken down is removed by the request itself; this does what that left, and replaced recordings when their time is over.
        Schedule = new("rate(5 minutes)", WindowMinutes: 1),
        Environment = new()
        {
            ["CATALOG_TABLE"] = data.Catalog.TableName,
            ["INGEST_BUCKET"] = media.Ingest.Name,
            ["MEDIA_BUCKET"] = media.Audio.Name,
        },
        Permissions =
        [
            Statements.Allow(
                "Catalog", ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Query"], data.Catalog.TableArn),
            Statements.Allow("DueRemovals", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByWork)),
            data.AllowKey(),
            .. media.AllowRemoval(),
        ],
    };

    private static FunctionDefinition TranscodingEvents(PodcastTables data, MediaBuckets media, Transcoder transcoder) => new(FunctionName.TranscodingEvents)
    {
        Description = "Notes what became of a transcode, and submits what waited for its place.",
        Timeout = Duration.Seconds(30),
        RunsInBackground = true,
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
            Statements.Allow("Catalog", ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:PutItem"], data.Catalog.TableArn),
            Statements.Allow("DueRecordings", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByWork)),
            data.AllowKey(),
            Statements.Allow("Audio", ["s3:GetObject"], media.AudioObjects),
            .. transcoder.AllowSubmit(),
        ],
    };
}
