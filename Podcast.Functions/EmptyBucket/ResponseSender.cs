using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.EmptyBucket;

/// <summary>Sends a response to CloudFormation. Without one, the stack waits until the resource times out.</summary>
internal sealed partial class ResponseSender(HttpClient http, TimeProvider time, ILogger<ResponseSender> logger)
{
    private const int MaxAttempts = 4;

    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    /// <summary>The time reserved for the response: longer than all attempts and the waits between them.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    /// <exception cref="HttpRequestException">No attempt arrived.</exception>
    public async Task SendAsync(Uri url, CustomResourceResponse response)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(response, CustomResourceJsonContext.Default.CustomResourceResponse);
        for (var attempt = 1; ; attempt++)
        {
            var failure = await TrySendAsync(url, body).ConfigureAwait(false);
            if (failure is null)
            {
                return;
            }

            LogSendFailed(attempt, failure);
            if (attempt == MaxAttempts)
            {
                throw new HttpRequestException($"The response could not be sent to CloudFormation: {failure}.");
            }

            await Task.Delay(FirstWait * (1 << (attempt - 1)), time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // The URL is presigned, so neither it nor an exception that may quote it is logged.
    private async Task<string?> TrySendAsync(Uri url, byte[] body)
    {
        using var deadline = new CancellationTokenSource(AttemptTime, time);
        // Without a content type, because the address is signed for none.
        using var content = new ByteArrayContent(body);
        try
        {
            using var response = await http.PutAsync(url, content, deadline.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"status {(int)response.StatusCode}";
        }
        catch (HttpRequestException unreachable)
        {
            return unreachable.HttpRequestError.ToString();
        }
        catch (OperationCanceledException)
        {
            return "no response in time";
        }
    }

    [LoggerMessage(EventIds.ResponseFailed, LogLevel.Warning, "Attempt {Attempt} to send the response to CloudFormation failed: {Failure}")]
    private partial void LogSendFailed(int attempt, string failure);
}
