using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// <c>POST /shows/{show}/episodes</c>: with a recording, which is uploaded in parts and transcoded, or with audio that is uploaded as it shall be
/// heard, by a publisher who has encoded it already.
/// </summary>
internal sealed class EpisodeEndpoints(CatalogTable catalog, UploadPresigner presigner, RecordingEndpoints recordings, TimeProvider time)
{
    /// <summary>What S3 takes in one request: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html.</summary>
    private const long MaxContentLength = 5L * 1024 * 1024 * 1024;

    private const decimal MaxDurationSeconds = 48 * 60 * 60;

    public async Task<ApiResult> CreateAsync(string show, ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<CreateEpisodeRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var now = time.GetUtcNow();
        var created = now.ToUnixTimeSeconds();
        var (publication, publishedAt) = PublicationRule.Choose(body.State, errors.Time(body.PublishedAt, "publishedAt"), now, errors);
        var episode = body.Apply(
            new()
            {
                Show = show,
                Id = IdRule.Choose(body.Id, body.Title ?? "", errors),
                Title = "",
                Description = "",
                PublishedAt = publishedAt,
                Publication = publication,
                CreatedAt = created,
            },
            errors,
            created);
        if (body.Recording is null)
        {
            episode = episode with { Recording = ReadAudio(body, episode, errors) };
        }

        if (body.Recording is { } recording)
        {
            RecordingEndpoints.Require(recording, "recording/contentLength", errors);
            errors.Require(
                body is { ContentType: null, ContentLength: null, DurationSeconds: null },
                "recording",
                "Does not go with contentType, contentLength and durationSeconds: the transcoder finds out.");
        }

        if (errors.Any)
        {
            return errors.ToProblem();
        }

        if (await catalog.FindShowAsync(show, cancellationToken).ConfigureAwait(false) is null)
        {
            return Problem.NotFound("This show");
        }

        return body.Recording is { ContentLength: { } size }
            ? await recordings.CreateAsync(episode, size, cancellationToken).ConfigureAwait(false)
            : await CreateAsync(episode, now, cancellationToken).ConfigureAwait(false);
    }

    private static Recording ReadAudio(CreateEpisodeRequest body, EpisodeState episode, FieldErrors errors)
    {
        var format = AudioFormats.Find(body.ContentType ?? "");
        errors.Require(format is not null, "contentType", $"Has to be one of {AudioFormats.Known}.");
        errors.Require(body.ContentLength is > 0 and <= MaxContentLength, "contentLength", $"Has to be 1 to {MaxContentLength} bytes.");
        errors.Require(
            body.DurationSeconds is > 0 and <= MaxDurationSeconds, "durationSeconds", $"Has to be more than 0 and at most {MaxDurationSeconds} seconds.");
        return RecordingEndpoints.NewRecording(episode, body.ContentLength ?? 0) with
        {
            StatedType = format?.ContentType,
            StatedSeconds = body.DurationSeconds ?? 0,
        };
    }

    private async Task<ApiResult> CreateAsync(EpisodeState episode, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await catalog.TryCreateEpisodeAsync(episode, cancellationToken).ConfigureAwait(false))
        {
            return Problem.AlreadyExists($"The show '{episode.Show}' has or had an episode '{episode.Id}'. Choose another id.");
        }

        return new(201, EpisodeResponse.From(episode, await presigner.PresignAsync(episode.Recording!).ConfigureAwait(false), now))
        {
            Location = $"/shows/{episode.Show}/episodes/{episode.Id}",
            ETag = Preconditions.ETag(episode.Version),
        };
    }
}
