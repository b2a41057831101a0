using System.Text.Json;
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
        var title = errors.Text(body.Title, "title", 250);
        var show = Check(
            new Show
            {
                Id = IdRule.Choose(body.Id, title, errors),
                Title = title,
                Description = body.Description ?? "",
                Author = body.Author ?? "",
                Language = body.Language ?? "",
                Link = body.Link,
                CreatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
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

        var (body, problem) = BodyReader.Read<ChangeShowRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        if (await catalog.FindShowAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return NotFound();
        }

        if (Preconditions.Check(request, read.Version) is { } failed)
        {
            return failed;
        }

        var errors = new FieldErrors();
        errors.Require(
            body.Link.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String, "link", "Has to be text or null.");
        var show = Check(
            read with
            {
                Title = errors.Text(body.Title ?? read.Title, "title", 250),
                Description = body.Description ?? read.Description,
                Author = body.Author ?? read.Author,
                Language = body.Language ?? read.Language,
                Link = body.Link.ValueKind switch
                {
                    JsonValueKind.String => body.Link.GetString(),
                    JsonValueKind.Null => null,
                    _ => read.Link,
                },
                Version = read.Version + 1,
            },
            errors);
        return errors.Any ? errors.ToProblem()
            : await catalog.TryUpdateShowAsync(show, cancellationToken).ConfigureAwait(false) ? Respond(200, show)
            : Problem.Conflict("The show was changed in the meantime. Read it again and repeat the change.");
    }

    private static Show Check(Show show, FieldErrors errors)
    {
        errors.Require(IsLanguage(show.Language), "language", "Has to be a language tag, such as 'en' or 'de-at'.");
        errors.Require(show.Link is null || IsWebAddress(show.Link), "link", "Has to be an http or https address.");
        return show with
        {
            Description = errors.Text(show.Description, "description", 4000),
            Author = errors.Text(show.Author, "author", 250),
        };
    }

    private static ApiResult Respond(int status, Show show) => new(status, ShowResponse.From(show)) { ETag = Preconditions.ETag(show.Version) };

    private static Problem NotFound() => Problem.NotFound("This show");

    // The form of https://www.rfc-editor.org/rfc/rfc5646: a language of two or three letters, then subtags.
    private static bool IsLanguage(string tag) =>
        tag.Split('-') is [{ Length: 2 or 3 } language, .. var subtags]
        && language.All(char.IsAsciiLetter)
        && subtags.All(subtag => subtag.Length is > 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));

    private static bool IsWebAddress(string text) =>
        text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");
}
