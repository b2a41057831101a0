using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime.Signing;

namespace Podcast.Client;

/// <summary>The publisher API as a publisher uses it: requests signed with SigV4 to the function URL, audio sent to the upload links that it returns.</summary>
public sealed class PublisherClient : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(10);

    private readonly HttpClient _api;
    private readonly HttpClient _uploads;
    private readonly Uri _edge;

    /// <summary>A client that uses a proxy where the environment names one.</summary>
    public PublisherClient(PublisherConnection connection)
        : this(connection, static () => new SocketsHttpHandler { AllowAutoRedirect = false })
    {
    }

    /// <summary>A client with other handlers of HTTP.</summary>
    /// <param name="connection">Where and as whom.</param>
    /// <param name="createHandler">Makes the handler that sends the requests to the API, and another for uploads.</param>
    public PublisherClient(PublisherConnection connection, Func<HttpMessageHandler> createHandler)
        : this(Sign(connection, createHandler()), RequestTimeout, createHandler(), UploadTimeout, connection)
    {
    }

    /// <summary>A client whose requests are limited in time, and repeated, by handlers of the caller's. Each attempt is signed anew.</summary>
    /// <param name="connection">Where and as whom.</param>
    /// <param name="createHandler">Makes the handler that sends the requests to the API, and another for uploads.</param>
    /// <param name="decorate">Makes the outermost handler of either.</param>
    public PublisherClient(PublisherConnection connection, Func<HttpMessageHandler> createHandler, Func<HttpMessageHandler, DelegatingHandler> decorate)
        : this(decorate(Sign(connection, createHandler())), Timeout.InfiniteTimeSpan, decorate(createHandler()), Timeout.InfiniteTimeSpan, connection)
    {
    }

    private PublisherClient(HttpMessageHandler api, TimeSpan requestTimeout, HttpMessageHandler uploads, TimeSpan uploadTimeout, PublisherConnection connection)
    {
        _api = new(api) { BaseAddress = connection.Api, Timeout = requestTimeout };
        _uploads = new(uploads) { Timeout = uploadTimeout };
        _edge = connection.Edge;
    }

    /// <summary>Reads.</summary>
    /// <param name="path">The path and query, without a leading slash.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="PublisherApiException">The API refused it.</exception>
    /// <exception cref="HttpRequestException">The API cannot be reached.</exception>
    public Task<PublisherResponse> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, [], cancellationToken);

    /// <summary>Reads as CSV what is JSON otherwise.</summary>
    /// <param name="path">The path and query, without a leading slash.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public Task<PublisherResponse> GetCsvAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, [("accept", "text/csv")], cancellationToken);

    /// <summary>Posts a JSON body.</summary>
    /// <param name="path">The path and query, without a leading slash.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <param name="idempotencyKey">Makes a repetition of the request return the first one's response.</param>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public Task<PublisherResponse> PostAsync(string path, JsonObject body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, Json(body), [("idempotency-key", idempotencyKey)], cancellationToken);

    /// <summary>Posts lines of CSV.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public Task<PublisherResponse> PostCsvAsync(string path, byte[] csv, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, new ByteArrayContent(csv) { Headers = { ContentType = new("text/csv") } }, [], cancellationToken);

    /// <summary>Sends a file.</summary>
    /// <param name="path">The path, without a leading slash.</param>
    /// <param name="content">The file.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public Task<PublisherResponse> PutAsync(string path, byte[] content, string contentType, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Put, path, new ByteArrayContent(content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } }, [], cancellationToken);

    /// <summary>Posts a feed.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public Task<PublisherResponse> PostFeedAsync(string path, byte[] feed, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, new ByteArrayContent(feed) { Headers = { ContentType = new("application/rss+xml") } }, [], cancellationToken);

    /// <summary>Changes what was read as <paramref name="version"/>, by a merge patch.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public Task<PublisherResponse> PatchAsync(string path, JsonObject body, string version, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, path, Json(body), [("if-match", version)], cancellationToken);

    /// <summary>Deletes what was read as <paramref name="version"/>; <c>*</c> stands for any.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public Task<PublisherResponse> DeleteAsync(string path, string version, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, [("if-match", version)], cancellationToken);

    /// <summary>The items of a list, page after page.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public async IAsyncEnumerable<JsonNode> ListAsync(
        string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? page = path; page is not null;)
        {
            var response = await GetAsync(page, cancellationToken);
            foreach (var item in response.Json["items"]!.AsArray())
            {
                yield return item!;
            }

            page = response.Next;
        }
    }

    /// <summary>The subscribers with an e-mail address, which goes in the body and not in the URL.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public async Task<IReadOnlyList<JsonNode>> FindSubscribersAsync(string email, CancellationToken cancellationToken) =>
        [.. (await PostAsync("subscribers/search", new() { ["email"] = email }, cancellationToken)).Json["items"]!.AsArray().Select(item => item!)];

    /// <summary>The absolute URL of each feed in a subscriber's <c>feeds</c>, by show.</summary>
    public IReadOnlyDictionary<string, Uri> FeedsOf(JsonNode subscriber) =>
        subscriber["feeds"]!.AsObject().ToDictionary(feed => feed.Key, feed => new Uri(_edge, feed.Value!.GetValue<string>()));

    /// <summary>Sends encoded audio to the one link of an episode's <c>upload</c>, with the headers that it names, and has it checked at once.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public async Task UploadAsync(JsonNode upload, byte[] content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(upload["method"]!.GetValue<string>()), upload["url"]!.GetValue<string>())
        {
            Content = new ByteArrayContent(content),
        };
        foreach (var (name, value) in upload["headers"]?.AsObject() ?? [])
        {
            if (!request.Headers.TryAddWithoutValidation(name, value!.GetValue<string>()))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value.GetValue<string>());
            }
        }

        using var response = await _uploads.SendAsync(request, cancellationToken);
        await EnsureSuccessAsync(response, "The upload", cancellationToken);
        await PostAsync(upload["complete"]!.GetValue<string>().TrimStart('/'), [], cancellationToken);
    }

    /// <summary>Sends one part of a recording.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    internal async Task UploadPartAsync(RecordingPart part, byte[] content, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(content);
        using var response = await _uploads.PutAsync(part.Url, body, cancellationToken);
        await EnsureSuccessAsync(response, $"The upload of part {part.Number}", cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _api.Dispose();
        _uploads.Dispose();
    }

    private static SigV4SigningHandler Sign(PublisherConnection connection, HttpMessageHandler inner) =>
        new(connection.Credentials, RegionEndpoint.GetBySystemName(connection.Region), "lambda", inner);

    private async Task<PublisherResponse> SendAsync(
        HttpMethod method, string path, HttpContent? content, IEnumerable<(string Name, string? Value)> headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _api.SendAsync(request, cancellationToken);
        if (response is { StatusCode: HttpStatusCode.SeeOther, Headers.Location: { } stored })
        {
            return await GetStoredAsync(stored, cancellationToken);
        }

        // The query may hold a cursor, which is long and says nothing.
        await EnsureSuccessAsync(response, $"{method} /{path.Split('?')[0]}", cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new(ParseJson(response, text), text, response.Headers.ETag?.ToString(), NextOf(response));
    }

    // What is too large for a function's response is in S3, whose address is signed already: it refuses the headers of another signature.
    private async Task<PublisherResponse> GetStoredAsync(Uri address, CancellationToken cancellationToken)
    {
        using var response = await _uploads.GetAsync(address, cancellationToken);
        await EnsureSuccessAsync(response, "The download", cancellationToken);
        return new(null, await response.Content.ReadAsStringAsync(cancellationToken), null, null);
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));

    private static JsonNode? ParseJson(HttpResponseMessage response, string text) =>
        text.Length > 0 && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(text) : null;

    // RFC 8288: <target>; rel="next".
    private static string? NextOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("link", out var links)
        && links.FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) is { } next
            ? next[(next.IndexOf('<', StringComparison.Ordinal) + 1)..next.IndexOf('>', StringComparison.Ordinal)].TrimStart('/')
            : null;

    private static async Task EnsureSuccessAsync(HttpResponseMessage response, string step, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var (problem, reason) = Explain(await response.Content.ReadAsStringAsync(cancellationToken));
            throw new PublisherApiException(response.StatusCode, problem, $"{step} failed with status {(int)response.StatusCode}: {reason}");
        }
    }

    // Problem details of RFC 9457, or whatever something in front of the API says.
    private static (JsonNode? Problem, string Reason) Explain(string body)
    {
        try
        {
            var problem = JsonNode.Parse(body);
            if (problem?["title"] is not { } title)
            {
                return (null, body);
            }

            var details = problem["errors"] is JsonArray errors
                ? string.Join(' ', errors.Select(error => $"{error!["pointer"]}: {error["detail"]}"))
                : problem["detail"]?.ToString();
            return (problem, $"{title} {details}".TrimEnd());
        }
        catch (JsonException)
        {
            return (null, body);
        }
    }
}
