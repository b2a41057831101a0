using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Transcoding;

/// <summary>
/// Recordings in the Catalog table. Each step is one conditional write: of two that take the same step one wins, and a step that comes late or
/// twice changes nothing.
/// </summary>
internal sealed class RecordingTable(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    private const string Index = "byWork";
    private const string Waiting = "waiting";
    private const string Running = "running";

    private static readonly Dictionary<string, string> Names = new() { ["#status"] = "status" };

    private readonly ConditionalWrites _writes = new(dynamoDb);

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public async Task<Recording?> FindAsync(string show, string episode, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = RecordingItems.Key(show, episode), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? RecordingItems.Read(item) : null;
    }

    /// <summary>Episodes whose next try, or the end of a claim, is due.</summary>
    public Task<IReadOnlyList<(string Show, string Episode)>> FindWaitingAsync(int limit, CancellationToken cancellationToken) =>
        FindDueAsync(Waiting, limit, cancellationToken);

    /// <summary>Episodes whose job's final event is overdue.</summary>
    public Task<IReadOnlyList<(string Show, string Episode)>> FindOverdueAsync(int limit, CancellationToken cancellationToken) =>
        FindDueAsync(Running, limit, cancellationToken);

    /// <summary>How many jobs are under way; no more than <paramref name="limit"/> are counted.</summary>
    /// <param name="limit">Where counting ends.</param>
    /// <param name="ended">A recording that is not counted, whatever the index says; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<int> CountRunningAsync(int limit, Recording? ended, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = Index,
                KeyConditionExpression = "#work = :work",
                ExpressionAttributeNames = new() { ["#work"] = "work" },
                ExpressionAttributeValues = new() { [":work"] = Text(Running) },
                Limit = ended is null ? limit : limit + 1,
            },
            cancellationToken).ConfigureAwait(false);
        return (response.Items ?? []).Select(RecordingItems.ReadKey).Count(key => key != (ended?.Show, ended?.Episode));
    }

    /// <summary>Says why a recording still waits.</summary>
    public Task<bool> TryExplainAsync(Recording recording, string reason, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET reason = :reason",
        "revision = :revision AND attempt = :attempt AND #status = :uploaded",
        new() { [":reason"] = Text(reason), [":attempt"] = Number(recording.Attempt), [":uploaded"] = Text(RecordingStatus.Uploaded) },
        cancellationToken);

    /// <summary>Begins a new recording of an episode, in place of one that is not being transcoded.</summary>
    /// <param name="recording">The new recording.</param>
    /// <param name="formerRevision">The one before; null when there was none.</param>
    /// <param name="version">The episode's version that the caller has read; this change makes the next one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<bool> TryBeginAsync(Recording recording, string? formerRevision, long version, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET #status = :status, revision = :revision, recordingSize = :size, attempt = :zero, version = :next, mediaName = :name"
            + (recording.UploadId is null ? "" : ", uploadId = :upload") + (recording.Import is null ? "" : ", #import = :import")
            + " REMOVE " + (recording.UploadId is null ? "uploadId, " : "") + (recording.Import is null ? "#import, " : "") + "reason, jobId, #work, workAt, statedType, statedSeconds, recordingChapters",
        "attribute_exists(pk) AND NOT #status IN (:submitting, :transcoding) AND "
            + (version == 1 ? "(version = :version OR attribute_not_exists(version)) AND " : "version = :version AND ")
            + (formerRevision is null ? "attribute_not_exists(revision)" : "revision = :former"),
        new()
        {
            [":status"] = Text(RecordingStatus.AwaitingUpload),
            [":size"] = Number(recording.Size),
            [":upload"] = Text(recording.UploadId ?? ""),
            [":import"] = Text(recording.Import ?? ""),
            [":zero"] = Number(0L),
            [":submitting"] = Text(RecordingStatus.Submitting),
            [":transcoding"] = Text(RecordingStatus.Transcoding),
            [":former"] = Text(formerRevision ?? ""),
            [":name"] = Text(recording.Name ?? ""),
            [":version"] = Number(version),
            [":next"] = Number(version + 1),
        },
        cancellationToken);

    /// <summary>The upload has ended well; the transcoder may have it.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="format">What it is.</param>
    /// <param name="size">Its length in bytes.</param>
    /// <param name="chapters">The file of the chapters that were found in it; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<bool> TryMarkUploadedAsync(Recording recording, string format, long size, string? chapters, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET #status = :uploaded, recordingFormat = :format, recordingSize = :size, #work = :waiting, workAt = :now"
            + (chapters is null ? "" : ", recordingChapters = :chapters") + " REMOVE uploadId, reason",
        "revision = :revision AND #status = :awaiting",
        new()
        {
            [":uploaded"] = Text(RecordingStatus.Uploaded),
            [":awaiting"] = Text(RecordingStatus.AwaitingUpload),
            [":format"] = Text(format),
            [":chapters"] = Text(chapters ?? ""),
            [":size"] = Number(size),
            [":waiting"] = Text(Waiting),
            [":now"] = Number(Now),
        },
        cancellationToken);

    /// <summary>Audio that is fetched from elsewhere shows what it is when it begins to come.</summary>
    public Task<bool> TryStateTypeAsync(Recording recording, string contentType, decimal seconds, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET statedType = :type, statedSeconds = :seconds",
        "revision = :revision AND #status = :awaiting",
        new() { [":type"] = Text(contentType), [":seconds"] = Number(seconds), [":awaiting"] = Text(RecordingStatus.AwaitingUpload) },
        cancellationToken);

    /// <summary>And its length when it has come.</summary>
    public Task<bool> TryStateSizeAsync(Recording recording, long size, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET recordingSize = :size",
        "revision = :revision AND #status = :awaiting",
        new() { [":size"] = Number(size), [":awaiting"] = Text(RecordingStatus.AwaitingUpload) },
        cancellationToken);

    /// <summary>Takes the next try for this caller alone, until <paramref name="lease"/> is over.</summary>
    /// <returns>The recording as claimed; null when somebody else was faster.</returns>
    public async Task<Recording?> TryClaimAsync(Recording recording, TimeSpan lease, CancellationToken cancellationToken)
    {
        // A claim that ended without a result goes on with the same attempt, whose job may be there.
        var claimed = recording with
        {
            Status = RecordingStatus.Submitting,
            Attempt = recording.Status == RecordingStatus.Submitting ? recording.Attempt : recording.Attempt + 1,
            WorkAt = Now + (long)lease.TotalSeconds,
        };
        var isMine = await TryUpdateAsync(
            recording,
            "SET #status = :submitting, attempt = :attempt, workAt = :until REMOVE jobId, reason",
            "revision = :revision AND #status = :status AND workAt = :seen",
            new()
            {
                [":submitting"] = Text(RecordingStatus.Submitting),
                [":status"] = Text(recording.Status),
                [":attempt"] = Number(claimed.Attempt),
                [":until"] = Number(claimed.WorkAt),
                [":seen"] = Number(recording.WorkAt),
            },
            cancellationToken).ConfigureAwait(false);
        return isMine ? claimed : null;
    }

    /// <summary>Writes down the job of an attempt. Its own events may have done so before.</summary>
    public Task<bool> TryRecordJobAsync(Recording recording, string jobId, TimeSpan checkAfter, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET #status = :transcoding, jobId = :job, #work = :running, workAt = :check",
        "revision = :revision AND attempt = :attempt AND #status IN (:submitting, :transcoding)",
        new()
        {
            [":transcoding"] = Text(RecordingStatus.Transcoding),
            [":submitting"] = Text(RecordingStatus.Submitting),
            [":attempt"] = Number(recording.Attempt),
            [":job"] = Text(jobId),
            [":running"] = Text(Running),
            [":check"] = Number(Now + (long)checkAfter.TotalSeconds),
        },
        cancellationToken);

    /// <summary>Lets an attempt count as ended, and plans the next one.</summary>
    /// <param name="recording">The attempt.</param>
    /// <param name="delay">How long to wait.</param>
    /// <param name="keepsAttempt">Whether the attempt was none: the queue was full, say.</param>
    /// <param name="reason">Why, for the publisher.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<bool> TryPutBackAsync(Recording recording, TimeSpan delay, bool keepsAttempt, string reason, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET #status = :uploaded, #work = :waiting, workAt = :at, attempt = :next, reason = :reason REMOVE jobId",
        "revision = :revision AND attempt = :attempt AND #status IN (:submitting, :transcoding)",
        new()
        {
            [":uploaded"] = Text(RecordingStatus.Uploaded),
            [":submitting"] = Text(RecordingStatus.Submitting),
            [":transcoding"] = Text(RecordingStatus.Transcoding),
            [":attempt"] = Number(recording.Attempt),
            [":next"] = Number(keepsAttempt ? recording.Attempt - 1 : recording.Attempt),
            [":waiting"] = Text(Waiting),
            [":at"] = Number(Now + (long)delay.TotalSeconds),
            [":reason"] = Text(reason),
        },
        cancellationToken);

    /// <summary>Gives a recording up. The episode's former audio, if it has one, stays in the feed.</summary>
    public Task<bool> TryFailAsync(Recording recording, string reason, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET #status = :failed, reason = :reason REMOVE #work, workAt, uploadId",
        "revision = :revision AND attempt = :attempt AND NOT #status IN (:failed, :ready)",
        new()
        {
            [":failed"] = Text(RecordingStatus.Failed),
            [":ready"] = Text(RecordingStatus.Ready),
            [":attempt"] = Number(recording.Attempt),
            [":reason"] = Text(reason),
        },
        cancellationToken);

    /// <summary>The audio is there, whichever attempt made it: all of a revision make the same files.</summary>
    public Task<bool> TryCompleteAsync(Recording recording, TranscodedAudio audio, string? jobId, CancellationToken cancellationToken) => TryUpdateAsync(
        recording,
        "SET #status = :ready, #file = :file, contentType = :type, contentLength = :length, durationSeconds = :duration, feed = :feed, updatedAt = :now"
            + (audio.Playlist is null ? "" : ", playlist = :playlist, playlistLength = :playlistLength")
            + (audio.Chapters is null ? "" : ", audioChapters = :chapters")
            + (jobId is null ? "" : ", jobId = :job")
            + " REMOVE #work, workAt, reason, uploadId" + (audio.Playlist is null ? ", playlist, playlistLength" : "") + (audio.Chapters is null ? ", audioChapters" : ""),
        "revision = :revision AND #status <> :ready",
        new()
        {
            [":ready"] = Text(RecordingStatus.Ready),
            [":file"] = Text(audio.File),
            [":type"] = Text(audio.ContentType),
            [":length"] = Number(audio.ContentLength),
            [":duration"] = Number(audio.DurationSeconds),
            [":feed"] = Text(recording.Show),
            [":now"] = Number(Now),
            [":playlist"] = Text(audio.Playlist?.File ?? ""),
            [":playlistLength"] = Number(audio.Playlist?.ContentLength ?? 0),
            [":chapters"] = Text(audio.Chapters ?? ""),
            [":job"] = Text(jobId ?? ""),
        },
        cancellationToken);

    private async Task<IReadOnlyList<(string Show, string Episode)>> FindDueAsync(string work, int limit, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = Index,
                KeyConditionExpression = "#work = :work AND workAt <= :now",
                ExpressionAttributeNames = new() { ["#work"] = "work" },
                ExpressionAttributeValues = new() { [":work"] = Text(work), [":now"] = Number(Now) },
                Limit = limit,
            },
            cancellationToken).ConfigureAwait(false);
        return [.. (response.Items ?? []).Select(RecordingItems.ReadKey)];
    }

    private Task<bool> TryUpdateAsync(
        Recording recording, string update, string condition, Dictionary<string, AttributeValue> values, CancellationToken cancellationToken)
    {
        values[":revision"] = Text(recording.Revision);
        var names = new Dictionary<string, string>(Names) { ["#work"] = "work", ["#file"] = "file", ["#import"] = "import" };
        return _writes.TryUpdateAsync(
            new()
            {
                TableName = tableName,
                Key = RecordingItems.Key(recording.Show, recording.Episode),
                UpdateExpression = update,
                ConditionExpression = condition,
                // DynamoDB refuses what an expression does not use.
                ExpressionAttributeNames = names.Where(name => Uses(name.Key)).ToDictionary(),
                ExpressionAttributeValues = values.Where(value => Uses(value.Key)).ToDictionary(),
            },
            cancellationToken);

        bool Uses(string name) => $"{update} {condition} ".Split(' ', ',', '(', ')').Contains(name);
    }
}
