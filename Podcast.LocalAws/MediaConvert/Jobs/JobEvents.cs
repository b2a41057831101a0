using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>
/// Sends the state of jobs to the event bus, in the shapes of https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_cwe_events.html. As in
/// AWS, a job whose outputs have no video sends no STATUS_UPDATE.
/// </summary>
internal sealed class JobEvents(IEventBus bus, StackHost stack, TimeProvider time)
{
    private const string DetailType = "MediaConvert Job State Change";

    public ValueTask ProgressingAsync(TranscodeJob job, CancellationToken cancellationToken) =>
        PublishAsync(job, JobStatus.Progressing, [], cancellationToken);

    public ValueTask CanceledAsync(TranscodeJob job, CancellationToken cancellationToken) =>
        PublishAsync(job, JobStatus.Canceled, [], cancellationToken);

    public ValueTask FailedAsync(TranscodeJob job, JobFailure failure, CancellationToken cancellationToken) =>
        PublishAsync(job, JobStatus.Error, new() { ["errorCode"] = failure.Code, ["errorMessage"] = failure.Message }, cancellationToken);

    public ValueTask CompletedAsync(TranscodeJob job, IReadOnlyList<GroupResult> groups, CancellationToken cancellationToken) =>
        PublishAsync(
            job,
            JobStatus.Complete,
            new() { ["warnings"] = new JsonArray(), ["outputGroupDetails"] = new JsonArray([.. groups.Select(Describe)]) },
            cancellationToken);

    private ValueTask PublishAsync(TranscodeJob job, string status, JsonObject more, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var detail = new JsonObject
        {
            ["timestamp"] = now.ToUnixTimeMilliseconds(),
            ["accountId"] = stack.Current.AccountId,
            ["queue"] = job.Queue,
            ["jobId"] = job.Id,
            ["status"] = status,
            ["userMetadata"] = job.UserMetadata,
        };
        foreach (var (name, value) in more)
        {
            detail[name] = value?.DeepClone();
        }

        return bus.PublishAsync(new("aws.mediaconvert", DetailType, detail) { Resources = [job.Arn], Time = now }, cancellationToken);
    }

    private static JsonNode Describe(GroupResult group)
    {
        var description = new JsonObject
        {
            ["outputDetails"] = new JsonArray([.. group.Outputs.Select(output => (JsonNode)new JsonObject
            {
                ["outputFilePaths"] = new JsonArray(output.Path),
                ["durationInMs"] = output.DurationMilliseconds,
            })]),
            ["type"] = group.PlaylistPath is null ? "FILE_GROUP" : "HLS_GROUP",
        };
        if (group.PlaylistPath is { } playlist)
        {
            description["playlistFilePaths"] = new JsonArray(playlist);
        }

        return description;
    }
}
