using System.Text;

namespace Podcast.Tests.Integration.LocalAws.Lambda;

/// <summary>Plays the process of a function over the real Runtime API, with connections of its own.</summary>
public sealed class FunctionProcess(Uri apiUrl, string handler) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<FunctionEvent> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(Url("invocation/next"), cancellationToken);
        response.EnsureSuccessStatusCode();
        return new(
            Header("Lambda-Runtime-Aws-Request-Id"),
            Header("Lambda-Runtime-Invocation-Id"),
            long.Parse(Header("Lambda-Runtime-Deadline-Ms"), System.Globalization.CultureInfo.InvariantCulture),
            Header("Lambda-Runtime-Invoked-Function-Arn"),
            Header("Lambda-Runtime-Trace-Id"),
            await response.Content.ReadAsStringAsync(cancellationToken),
            response.Headers.TryGetValues("Lambda-Runtime-Client-Context", out var context) ? context.Single() : null);

        string Header(string name) => response.Headers.GetValues(name).Single();
    }

    public Task<HttpResponseMessage> RespondAsync(string requestId, string body, CancellationToken cancellationToken, string? invocationId = null) =>
        PostAsync($"invocation/{requestId}/response", body, invocationId, cancellationToken);

    public Task<HttpResponseMessage> FailAsync(string requestId, string body, CancellationToken cancellationToken) =>
        PostAsync($"invocation/{requestId}/error", body, null, cancellationToken);

    public Task<HttpResponseMessage> FailInitAsync(string body, CancellationToken cancellationToken) => PostAsync("init/error", body, null, cancellationToken);

    /// <summary>Ends the process: its connections are closed.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string? invocationId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url(path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (invocationId is not null)
        {
            request.Headers.Add("Lambda-Runtime-Invocation-Id", invocationId);
        }

        return await _http.SendAsync(request, cancellationToken);
    }

    private Uri Url(string path) => new(apiUrl, $"/_localaws/runtime/{handler}/2018-06-01/runtime/{path}");
}
