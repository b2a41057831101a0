using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Microsoft.Win32.SafeHandles;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Publisher;

/// <summary>Uses the publisher API as a publisher does: signed requests to the function URL, audio sent to the upload links that it returns.</summary>
internal sealed class PublisherClient : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(5);

    private readonly HttpClient _publisher;
    private readonly HttpClient _uploads;
    private readonly Uri _edge;

    public PublisherClient(LocalAwsResource aws)
        : this(new(aws.Publisher.Url), new(aws.Edge.Url), aws.Region, new BasicAWSCredentials(aws.AccessKeyId, aws.SecretAccessKey))
    {
    }

    public PublisherClient(Uri api, Uri edge, string region, AWSCredentials credentials)
    {
        _publisher = new(Sign(Loopback.CreateHandler(), region, credentials)) { BaseAddress = api, Timeout = RequestTimeout };
        _uploads = Loopback.CreateClient(UploadTimeout);
        _edge = edge;
    }

    /// <summary>A client whose requests are sent again, and limited in time, by the handlers of <paramref name="retry"/>.</summary>
    public PublisherClient(LocalAwsResource aws, Func<HttpMessageHandler, DelegatingHandler> retry)
    {
        var signing = Sign(Loopback.CreateHandler(), aws.Region, new BasicAWSCredentials(aws.AccessKeyId, aws.SecretAccessKey));
        _publisher = new(retry(signing)) { BaseAddress = new(aws.Publisher.Url), Timeout = Timeout.InfiniteTimeSpan };
        _uploads = new(retry(Loopback.CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };
        _edge = new(aws.Edge.Url);
    }

    /// <exception cref="PublisherApiException">The API refused it.</exception>
    /// <exception cref="HttpRequestException">The API does not respond.</exception>
    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, null, cancellationToken);

    /// <inheritdoc cref="GetAsync" />
    /// <param name="path">The path, without a leading slash.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <param name="idempotencyKey">Makes a repetition of the request return the first one's response.</param>
    public Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey, cancellationToken);

    /// <inheritdoc cref="GetAsync" />
    /// <param name="path">The path, without a leading slash.</param>
    /// <param name="content">A file.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task PutAsync(string path, byte[] content, string contentType, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        using var response = await _publisher.PutAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        await EnsureSuccessAsync(response, $"PUT /{path}", cancellationToken);
    }

    /// <summary>The subscribers with an e-mail address.</summary>
    public async Task<IReadOnlyList<JsonNode>> FindSubscribersAsync(string email, CancellationToken cancellationToken) =>
        [.. (await PostAsync("subscribers/search", new() { ["email"] = email }, cancellationToken))["items"]!.AsArray().Select(item => item!)];

    /// <summary>The absolute address of each feed in a subscriber's <c>feeds</c>, by show.</summary>
    public IReadOnlyDictionary<string, Uri> FeedsOf(JsonNode subscriber) =>
        subscriber["feeds"]!.AsObject().ToDictionary(feed => feed.Key, feed => new Uri(_edge, feed.Value!.GetValue<string>()));

    /// <summary>Sends encoded audio to the one link of an episode's <c>upload</c>.</summary>
    public async Task UploadAsync(JsonNode upload, byte[] audio, string contentType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(upload["method"]!.GetValue<string>()), upload["url"]!.GetValue<string>())
        {
            Content = new ByteArrayContent(audio) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } },
        };
        using var response = await _uploads.SendAsync(request, cancellationToken);
        await EnsureSuccessAsync(response, "The upload of the audio", cancellationToken);
    }

    /// <summary>Sends the parts of a recording that its <c>upload</c> names, one after the other, and says that it is complete.</summary>
    public async Task UploadRecordingAsync(JsonNode upload, SafeFileHandle recording, CancellationToken cancellationToken)
    {
        foreach (var part in upload["parts"]!.AsArray())
        {
            var bytes = new byte[part!["contentLength"]!.GetValue<int>()];
            await ReadAsync(recording, part["offset"]!.GetValue<long>(), bytes, cancellationToken);
            using var content = new ByteArrayContent(bytes);
            using var response = await _uploads.PutAsync(new Uri(part["url"]!.GetValue<string>()), content, cancellationToken);
            await EnsureSuccessAsync(response, $"The upload of part {part["number"]}", cancellationToken);
        }

        await PostAsync(upload["complete"]!.GetValue<string>().TrimStart('/'), [], cancellationToken);
    }

    public void Dispose()
    {
        _publisher.Dispose();
        _uploads.Dispose();
    }

    private static async Task ReadAsync(SafeFileHandle file, long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        while (!target.IsEmpty)
        {
            var read = await RandomAccess.ReadAsync(file, target, offset, cancellationToken);
            target = read > 0 ? target[read..] : throw new IOException("The file became shorter while it was read.");
            offset += read;
        }
    }

    private static SigV4SigningHandler Sign(HttpMessageHandler inner, string region, AWSCredentials credentials) =>
        new(credentials, RegionEndpoint.GetBySystemName(region), "lambda", inner);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = body is null ? null : new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("idempotency-key", idempotencyKey);
        }

        using var response = await _publisher.SendAsync(request, cancellationToken);
        await EnsureSuccessAsync(response, $"{method} /{path}", cancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage response, string step, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var reason = Explain(await response.Content.ReadAsStringAsync(cancellationToken));
            throw new PublisherApiException(response.StatusCode, $"{step} failed with {(int)response.StatusCode}: {reason}");
        }
    }

    // Problem details of RFC 9457, or the body of what stands in front of the API.
    private static string Explain(string body)
    {
        try
        {
            var problem = JsonNode.Parse(body);
            return problem?["title"] is not { } title ? body
                : problem["errors"] is JsonArray errors ? $"{title} {string.Join(' ', errors.Select(error => $"{error!["pointer"]}: {error["detail"]}"))}"
                : $"{title} {problem["detail"]}";
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
