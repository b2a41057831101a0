using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>Episodes whose recording is uploaded in parts and transcoded, and their uploads.</summary>
internal sealed class RecordingEndpoints(
    CatalogTable catalog, RecordingTable recordings, RecordingUploads uploads, UploadPresigner presigner, UploadedAudio audio, TimeProvider time)
{
    /// <summary>Creates an episode that awaits its recording.</summary>
    public async Task<ApiResult> CreateAsync(EpisodeState episode, long size, CancellationToken cancellationToken)
    {
        var recording = NewRecording(episode, size);
        recording = recording with { UploadId = await uploads.BeginAsync(recording, cancellationToken).ConfigureAwait(false) };
        episode = episode with { Recording = recording };
        if (!await catalog.TryCreateEpisodeAsync(episode, cancellationToken).ConfigureAwait(false))
        {
            await uploads.AbortAsync(recording, cancellationToken).ConfigureAwait(false);
            return Problem.AlreadyExists($"The show '{episode.Show}' has an episode '{episode.Id}'. Choose another id.");
        }

        return Respond(201, episode, await uploads.DescribeNewAsync(recording).ConfigureAwait(false)) with
        {
            Location = $"/shows/{episode.Show}/episodes/{episode.Id}",
        };
    }

    /// <summary><c>GET /shows/{show}/episodes/{episode}</c>.</summary>
    public async Task<ApiResult> GetAsync(string show, string id, CancellationToken cancellationToken) =>
        await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is { } episode
            ? Respond(200, episode, null)
            : NotFound();

    /// <summary><c>POST /shows/{show}/episodes/{episode}/recordings</c>: another recording, after one that failed or to replace it.</summary>
    public async Task<ApiResult> BeginAsync(string show, string id, ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<RecordingRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        Require(body, "contentLength", errors);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        if (await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is not { } episode)
        {
            return NotFound();
        }

        if (Preconditions.Check(request, episode.Version) is { } failed)
        {
            return failed;
        }

        if (episode.Recording is { Status: RecordingStatus.Submitting or RecordingStatus.Transcoding })
        {
            return Problem.BeingTranscoded();
        }

        var recording = NewRecording(episode, body.ContentLength!.Value);
        recording = recording with { UploadId = await uploads.BeginAsync(recording, cancellationToken).ConfigureAwait(false) };
        if (!await recordings.TryBeginAsync(recording, episode.Recording?.Revision, episode.Version, cancellationToken).ConfigureAwait(false))
        {
            await uploads.AbortAsync(recording, cancellationToken).ConfigureAwait(false);
            return Problem.Conflict("Another recording was sent at the same time.");
        }

        if (episode.Recording is { UploadId: not null } former)
        {
            await uploads.AbortAsync(former, cancellationToken).ConfigureAwait(false);
        }

        return Respond(
            201, episode with { Recording = recording, Version = episode.Version + 1 }, await uploads.DescribeNewAsync(recording).ConfigureAwait(false));
    }

    /// <summary><c>GET /shows/{show}/episodes/{episode}/upload</c>: what is missing, with new addresses.</summary>
    public async Task<ApiResult> GetUploadAsync(string show, string id, CancellationToken cancellationToken)
    {
        if (await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is
            { Recording: { Status: RecordingStatus.AwaitingUpload, StatedType: not null } stated } announced)
        {
            return new(200, EpisodeResponse.From(announced, await presigner.PresignAsync(stated).ConfigureAwait(false), time.GetUtcNow()))
            {
                ETag = Preconditions.ETag(announced.Version),
            };
        }

        var (episode, recording, problem) = await FindUploadAsync(show, id, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            return problem;
        }

        return await uploads.DescribeAsync(recording!, cancellationToken).ConfigureAwait(false) is { } upload
            ? Respond(200, episode!, upload)
            : Ended();
    }

    /// <summary><c>POST /shows/{show}/episodes/{episode}/upload/complete</c>; sent again, it says how far the recording is.</summary>
    public async Task<ApiResult> CompleteAsync(string show, string id, CancellationToken cancellationToken)
    {
        if (await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) is
            { Recording: { Status: RecordingStatus.AwaitingUpload, StatedType: not null } stated } uploaded)
        {
            return await CompleteAsync(uploaded, stated, cancellationToken).ConfigureAwait(false);
        }

        var (episode, recording, problem) = await FindUploadAsync(show, id, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            return episode is { Recording.Status: RecordingStatus.AwaitingUpload } or null ? problem : Respond(202, episode, null);
        }

        if (await uploads.CompleteAsync(recording!, cancellationToken).ConfigureAwait(false) is { } missing)
        {
            return Problem.UploadIncomplete(missing.Parts.Count, missing.Parts[0].Number);
        }

        return await uploads.ExistsAsync(recording!, cancellationToken).ConfigureAwait(false)
            ? Respond(202, episode!, null)
            : Ended();
    }

    // The upload's own event does the same; a publisher who waits need not wait for it.
    private async Task<ApiResult> CompleteAsync(EpisodeState episode, Recording stated, CancellationToken cancellationToken)
    {
        try
        {
            if (!await audio.TakeAsync(stated, cancellationToken).ConfigureAwait(false))
            {
                return Problem.UploadIncomplete(1, 1);
            }
        }
        catch (Exception late) when (late is TimeoutException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Respond(202, episode, null);
        }

        return await catalog.FindEpisodeAsync(episode.Show, episode.Id, cancellationToken).ConfigureAwait(false) is { } now ? Respond(202, now, null) : NotFound();
    }

    /// <summary><c>DELETE /shows/{show}/episodes/{episode}/upload</c>.</summary>
    public async Task<ApiResult> AbortAsync(string show, string id, CancellationToken cancellationToken)
    {
        var (episode, recording, problem) = await FindUploadAsync(show, id, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            return problem;
        }

        const string reason = "The publisher has aborted the upload.";
        await recordings.TryFailAsync(recording!, reason, cancellationToken).ConfigureAwait(false);
        await uploads.AbortAsync(recording!, cancellationToken).ConfigureAwait(false);
        var failed = recording! with { Status = RecordingStatus.Failed, Reason = reason, UploadId = null };
        return Respond(200, episode! with { Recording = failed }, null);
    }

    public static void Require(RecordingRequest recording, string field, FieldErrors errors) => errors.Require(
        recording.ContentLength is > 0 and <= RecordingUploads.MaxContentLength, field, $"Has to be 1 to {RecordingUploads.MaxContentLength} bytes.");

    private async Task<(EpisodeState? Episode, Recording? Recording, Problem? Problem)> FindUploadAsync(
        string show, string id, CancellationToken cancellationToken) =>
        await catalog.FindEpisodeAsync(show, id, cancellationToken).ConfigureAwait(false) switch
        {
            null => (null, null, NotFound()),
            { Recording: { Status: RecordingStatus.AwaitingUpload, UploadId: not null } recording } episode => (episode, recording, null),
            { } episode => (episode, null, Problem.NoUpload($"The recording is {episode.Recording?.Status ?? RecordingStatus.Ready}.")),
        };

    private ApiResult Respond(int status, EpisodeState episode, RecordingUploadResponse? upload) =>
        RecordedEpisodeResponse.Respond(status, episode, upload, time.GetUtcNow());

    /// <summary>A recording that awaits its upload.</summary>
    public static Recording NewRecording(EpisodeState episode, long size) => new()
    {
        Show = episode.Show,
        Episode = episode.Id,
        Status = RecordingStatus.AwaitingUpload,
        Revision = Recording.CreateRevision(),
        Name = EnclosureName.Choose(episode.Id, IdRule.FromTitle(episode.Title)),
        Size = size,
    };

    // The address is not repeated: what is no id may be anything.
    private static Problem NotFound() => Problem.NotFound("This episode");

    private static Problem Ended() => Problem.NoUpload("It ended before it was complete. Start another with POST …/recordings.");
}
