using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Amazon.Runtime;

namespace Podcast.Tests.Testing.Functions;

/// <summary>Connections to a service that lose responses or carry errors in their place, below the SDK's own retries.</summary>
internal sealed class DisturbedConnections : HttpClientFactory
{
    private static readonly HashSet<string> Writes = ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"];

    private readonly ConcurrentDictionary<string, byte> _lost = new();

    /// <summary>Of which requests the first response is lost after the service has done the work.</summary>
    public Func<HttpRequestMessage, bool> LosesResponseOf { get; set; } = _ => false;

    /// <summary>Which requests are refused before they reach the service.</summary>
    public Func<HttpRequestMessage, bool> RefusesWith503 { get; set; } = _ => false;

    /// <summary>The body of the error response to every request; null for none.</summary>
    public string? Error { get; set; }

    /// <summary>How many responses were lost.</summary>
    public int Lost => _lost.Count;

    /// <summary>Whether it is a request that writes into a table.</summary>
    public static bool IsTableWrite(HttpRequestMessage request) =>
        request.Headers.TryGetValues("X-Amz-Target", out var target) && Writes.Contains(target.Single().Split('.')[1]);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this), disposeHandler: true);

    private sealed class Handler(DisturbedConnections disturbed) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (disturbed.Error is { } error)
            {
                return new(HttpStatusCode.BadRequest)
                {
                    RequestMessage = request,
                    Content = new StringContent(error, Encoding.UTF8, "application/x-amz-json-1.0"),
                };
            }

            if (disturbed.RefusesWith503(request))
            {
                return new(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Content = new StringContent("{}") };
            }

            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            if (disturbed.LosesResponseOf(request) && disturbed._lost.TryAdd($"{request.Method} {request.RequestUri} {body}", 0))
            {
                response.Dispose();
                throw new HttpRequestException("The response was lost.", new IOException("The connection was closed."));
            }

            return response;
        }
    }
}
