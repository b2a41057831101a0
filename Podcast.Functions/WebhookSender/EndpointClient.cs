using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Podcast.Functions.Domain;

namespace Podcast.Functions.WebhookSender;

/// <summary>Sends signed messages to the publisher's address.</summary>
internal sealed class EndpointClient(HttpClient http, TimeProvider time)
{
    /// <summary>What the Standard Webhooks recommend at the least.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <returns>Null when the address has taken the message, else why not, and whether it may take it later.</returns>
    public async Task<(string Reason, bool MayRetry)?> SendAsync(EventEndpoint endpoint, string eventId, byte[] body, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            using var request = CreateRequest(endpoint, eventId, body);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return status switch
            {
                >= 200 and < 300 => null,
                // The publisher wants no more of it: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
                (int)HttpStatusCode.Gone => ("The address responded with 410: it takes no events any more.", false),
                >= 300 and < 400 => ($"The address responded with {status}: redirects are not followed.", true),
                _ => ($"The address responded with {status}.", true),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ($"The address did not respond within {Timeout.TotalSeconds:0} seconds.", true);
        }
        catch (HttpRequestException unreachable)
        {
            return (unreachable.Message, true);
        }
    }

    private HttpRequestMessage CreateRequest(EventEndpoint endpoint, string eventId, byte[] body)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = content };
        request.Headers.Add(WebhookSignature.IdHeader, eventId);
        request.Headers.Add(WebhookSignature.TimeHeader, now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            WebhookSignature.Header,
            string.Join(' ', endpoint.Secrets.Select(secret => WebhookSecret.TryRead(secret, out var key) ? WebhookSignature.Sign(key, eventId, now, body) : null)
                .OfType<string>()));
        return request;
    }
}
