using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.DynamoDb;

/// <summary>
/// Calls DynamoDB Local. It wants a credential scope in the Authorization header but checks no signature, and with one shared database it does
/// not matter which key it names.
/// </summary>
internal sealed class DynamoDbLocalClient : IDisposable
{
    public const string TablesApi = "DynamoDB_20120810";
    public const string StreamsApi = "DynamoDBStreams_20120810";

    private const string AnyCredential = "AWS4-HMAC-SHA256 Credential=localaws/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _http;
    private TaskCompletionSource _suspected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DynamoDbLocalClient(LocalAwsOptions options)
    {
        Endpoint = options.DynamoDbEndpoint;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(2),
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
            // The span of an operation is the one around this call; the polling of streams would bury every other span.
            ActivityHeadersPropagator = null,
        });
    }

    public Uri? Endpoint { get; }

    /// <summary>Ends with the next call that fails for want of a response.</summary>
    public Task Suspected => Volatile.Read(ref _suspected).Task;

    /// <summary>Passes a request on. The caller disposes the response, whose body has not been read yet.</summary>
    /// <exception cref="HttpRequestException">DynamoDB Local does not respond.</exception>
    public async Task<HttpResponseMessage> SendAsync(string target, string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint ?? throw new HttpRequestException("LocalAws__DynamoDbEndpoint is not set."));
        request.Headers.TryAddWithoutValidation("Authorization", AnyCredential);
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : new("application/x-amz-json-1.0");

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Timeout);
        try
        {
            return await _http.SendAsync(request, limited.Token);
        }
        catch (HttpRequestException)
        {
            Suspect();
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Suspect();
            throw new HttpRequestException($"DynamoDB Local did not respond within {Timeout.TotalSeconds:0} s.");
        }
    }

    /// <summary>Calls an operation of this process's own.</summary>
    /// <exception cref="HttpRequestException">DynamoDB Local does not respond.</exception>
    /// <exception cref="DynamoDbLocalException">DynamoDB Local refuses.</exception>
    public async Task<JsonDocument> CallAsync(string api, string operation, JsonObject input, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(input.ToJsonString());
        using var response = await SendAsync($"{api}.{operation}", "application/x-amz-json-1.0", body, cancellationToken);
        var output = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return output;
        }

        using (output)
        {
            throw ToException(operation, output.RootElement);
        }
    }

    public void Dispose() => _http.Dispose();

    private void Suspect() =>
        Interlocked.Exchange(ref _suspected, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private static DynamoDbLocalException ToException(string operation, JsonElement error)
    {
        var type = error.TryGetProperty("__type", out var value) ? value.ToString() : "Unknown";
        var message = error.TryGetProperty("Message", out var text) || error.TryGetProperty("message", out text) ? text.ToString() : "";
        return new(operation, type[(type.LastIndexOf('#') + 1)..], message);
    }
}
