using System.Net;
using Amazon.Runtime;

namespace Podcast.Tests.Testing.Functions;

/// <summary>An S3 in which every object exists and is empty.</summary>
/// <param name="status">The status of its responses; 404 for an S3 without objects.</param>
internal sealed class EmptyObjects(HttpStatusCode status = HttpStatusCode.OK) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(status));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent([]), RequestMessage = request });
    }
}
