using System.Text;
using System.Text.Json.Nodes;

namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>Calls DynamoDB Local, which requires an access key but checks no signature.</summary>
internal sealed class DynamoDBLocalClient(Uri endpoint) : IDisposable
{
    private const string Authorization =
        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = endpoint, Timeout = TimeSpan.FromSeconds(10) };

    /// <exception cref="HttpRequestException">It does not respond, or with an error.</exception>
    public async Task<JsonNode> CallAsync(string target, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0") };
        request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        request.Headers.Add("X-Amz-Target", target);
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"DynamoDB Local responded to {target} with {(int)response.StatusCode}: {text}");
    }

    public void Dispose() => _http.Dispose();
}
