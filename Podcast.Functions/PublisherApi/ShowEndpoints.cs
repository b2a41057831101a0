using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi;

/// <summary><c>POST /shows</c> and <c>GET /shows/{show}</c>.</summary>
internal sealed class ShowEndpoints(CatalogTable catalog, TimeProvider time)
{
    public async Task<ApiResult> CreateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read(request, PublisherApiJsonContext.Default.CreateShowRequest);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var title = errors.Text(body.Title, "title", 250);
        var show = new Show
        {
            Id = IdRule.Choose(body.Id, title, errors),
            Title = title,
            Description = errors.Text(body.Description, "description", 4000),
            Author = errors.Text(body.Author, "author", 250),
            Language = body.Language ?? "",
            Link = body.Link,
            CreatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
        };
        errors.Require(IsLanguage(show.Language), "language", "Has to be a language tag, such as 'en' or 'de-at'.");
        errors.Require(show.Link is null || IsWebAddress(show.Link), "link", "Has to be an http or https address.");
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        return await catalog.TryCreateShowAsync(show, cancellationToken).ConfigureAwait(false) switch
        {
            ShowCreation.Created => new ApiResult(201, ShowResponse.From(show)) { Location = $"/shows/{show.Id}" },
            ShowCreation.IdTaken => Problem.AlreadyExists($"There is a show '{show.Id}'. Choose another id."),
            _ => Problem.AlreadyExists($"The id '{show.Id}' cannot be told from another show's where space is short. Choose another id."),
        };
    }

    public async Task<ApiResult> GetAsync(string id, CancellationToken cancellationToken) =>
        await catalog.FindShowAsync(id, cancellationToken).ConfigureAwait(false) is { } show
            ? new ApiResult(200, ShowResponse.From(show))
            : Problem.NotFound($"The show '{id}'");

    // The form of https://www.rfc-editor.org/rfc/rfc5646: a language of two or three letters, then subtags.
    private static bool IsLanguage(string tag) =>
        tag.Split('-') is [{ Length: 2 or 3 } language, .. var subtags]
        && language.All(char.IsAsciiLetter)
        && subtags.All(subtag => subtag.Length is > 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));

    private static bool IsWebAddress(string text) =>
        text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");
}
