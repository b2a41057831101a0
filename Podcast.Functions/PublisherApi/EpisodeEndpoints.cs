using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi;

/// <summary><c>POST /shows/{show}/episodes</c>.</summary>
internal sealed class EpisodeEndpoints(CatalogTable catalog, UploadPresigner presigner, TimeProvider time)
{
    /// <summary>What S3 takes in one request: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html.</summary>
    private const long MaxContentLength = 5L * 1024 * 1024 * 1024;

    private const decimal MaxDurationSeconds = 48 * 60 * 60;

    public async Task<ApiResult> CreateAsync(string show, ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read(request, PublisherApiJsonContext.Default.CreateEpisodeRequest);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var now = time.GetUtcNow();
        var title = errors.Text(body.Title, "title", 250);
        var contentType = body.ContentType ?? "";
        var file = AudioFormats.FindFile(contentType);
        errors.Require(file is not null, "contentType", $"Has to be one of {AudioFormats.Known}.");
        errors.Require(body.ContentLength is > 0 and <= MaxContentLength, "contentLength", $"Has to be 1 to {MaxContentLength} bytes.");
        errors.Require(
            body.DurationSeconds is > 0 and <= MaxDurationSeconds, "durationSeconds", $"Has to be more than 0 and at most {MaxDurationSeconds} seconds.");
        var episode = new Episode
        {
            Show = show,
            Id = IdRule.Choose(body.Id, title, errors),
            Title = title,
            Description = errors.Text(body.Description, "description", 4000),
            ContentType = contentType,
            ContentLength = body.ContentLength ?? 0,
            DurationSeconds = body.DurationSeconds ?? 0,
            File = file ?? "",
            PublishedAt = (body.PublishedAt ?? now).ToUnixTimeSeconds(),
            CreatedAt = now.ToUnixTimeSeconds(),
        };
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        if (await catalog.FindShowAsync(show, cancellationToken).ConfigureAwait(false) is null)
        {
            return Problem.NotFound($"The show '{show}'");
        }

        if (!await catalog.TryCreateEpisodeAsync(episode, cancellationToken).ConfigureAwait(false))
        {
            return Problem.AlreadyExists($"The show '{show}' has an episode '{episode.Id}'. Choose another id.");
        }

        return new(201, EpisodeResponse.From(episode, await presigner.PresignAsync(episode).ConfigureAwait(false)))
        {
            Location = $"/shows/{show}/episodes/{episode.Id}",
        };
    }
}
