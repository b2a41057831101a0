using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary><c>GET</c> and <c>POST /shows</c>, <c>GET</c> and <c>PATCH /shows/{show}</c>.</summary>
internal sealed class ShowEndpoints(CatalogTable catalog, TimeProvider time)
{
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
            ShowCreation.IdTaken => Problem.AlreadyExists($"There is a show '{show.Id}'. Choose another id."),
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

    private static ApiResult Respond(int status, Show show) => new(status, ShowResponse.From(show)) { ETag = Preconditions.ETag(show.Version) };

    private static Problem NotFound() => Problem.NotFound("This show");
}
