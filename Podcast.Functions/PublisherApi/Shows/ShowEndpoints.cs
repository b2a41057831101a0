using Podcast.Functions.Catalog;
using Podcast.Functions.MediaRemoval;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Removals;
using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary><c>GET</c> and <c>POST /shows</c>, <c>GET</c>, <c>PATCH</c> and <c>DELETE /shows/{show}</c>.</summary>
internal sealed class ShowEndpoints(CatalogTable catalog, CatalogChanges changes, SubscriberQueries subscribers, PromptRemover prompt, TimeProvider time)
{
    /// <summary>How many items of the table are looked at for subscribers who hold a show; with more, their number is a lower bound.</summary>
    private const int CountedItems = 100_000;

    public async Task<ApiResult> ListAsync(CancellationToken cancellationToken) =>
        new(200, new ShowListResponse([.. (await catalog.ListShowsAsync(cancellationToken).ConfigureAwait(false)).Select(ShowResponse.From)]));

    public async Task<ApiResult> CreateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<CreateShowRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var id = IdRule.Choose(body.Id, body.Title ?? "", errors);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var show = body.Apply(
            new()
            {
                Id = id,
                Title = "",
                Description = "",
                Author = "",
                Language = "",
                Guid = PodcastGuid.FromAddress($"{request.Host}/shows/{id}"),
                CreatedAt = now,
                UpdatedAt = now,
            },
            errors);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        return await catalog.TryCreateShowAsync(show, cancellationToken).ConfigureAwait(false) switch
        {
            ShowCreation.Created => Respond(201, show) with { Location = $"/shows/{show.Id}" },
            ShowCreation.IdTaken => Problem.AlreadyExists($"There is or was a show '{show.Id}'. Choose another id."),
            ShowCreation.CodeTaken => Problem.AlreadyExists($"The id '{show.Id}' has the same short code as another show's. Choose another id."),
        };
    }

    public async Task<ApiResult> GetAsync(string id, CancellationToken cancellationToken) =>
        await catalog.FindShowAsync(id, cancellationToken).ConfigureAwait(false) is { } show ? Respond(200, show) : NotFound();

    public async Task<ApiResult> ChangeAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        if (await catalog.FindShowAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return NotFound();
        }

        if (Preconditions.Check(request, read.Version) is { } failed)
        {
            return failed;
        }

        var (body, problem) = BodyReader.ReadPatch(request, ShowFields.From(read));
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var show = body.Apply(read, errors) with { Version = read.Version + 1, UpdatedAt = time.GetUtcNow().ToUnixTimeSeconds() };
        return errors.Any ? errors.ToProblem()
            : await catalog.TryUpdateShowAsync(show, cancellationToken).ConfigureAwait(false) ? Respond(200, show)
            : Problem.Conflict("The show was changed in the meantime. Read it again and repeat the change.");
    }

    /// <summary>
    /// The show, its episodes and their audio go; its id and code stay taken. While subscribers hold it, only with <c>confirm=true</c>.
    /// </summary>
    public async Task<ApiResult> DeleteAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.TryGetValue("confirm", out var confirm) && confirm is not ("true" or "false"))
        {
            return Problem.InvalidQuery("'confirm' has to be 'true' or 'false'.");
        }

        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        if (await catalog.FindShowAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return NotFound();
        }

        if (Preconditions.Check(request, read.Version) is { } failed)
        {
            return failed;
        }

        if (confirm != "true")
        {
            var (holders, next) = await subscribers.CountHoldersAsync(id, CountedItems, cancellationToken).ConfigureAwait(false);
            if (holders > 0 || next is not null)
            {
                return Problem.ShowHasSubscribers(holders, next is null ? "" : "at least ");
            }
        }

        var now = time.GetUtcNow();
        var removal = Removal.DeleteShow(id, now);
        if (!await changes.TryDeleteShowAsync(read, removal, now, cancellationToken).ConfigureAwait(false))
        {
            return Problem.Conflict("The show was changed in the meantime. Read it again and repeat the request.");
        }

        return new(await prompt.TryRemoveAsync(removal, cancellationToken).ConfigureAwait(false) ? 204 : 202, null);
    }

    private static ApiResult Respond(int status, Show show) => new(status, ShowResponse.From(show)) { ETag = Preconditions.ETag(show.Version) };

    private static Problem NotFound() => Problem.NotFound("This show");
}
