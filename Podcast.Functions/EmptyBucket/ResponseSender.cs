using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Podcast.Functions.EmptyBucket;

/// <summary>Puts an answer where CloudFormation waits for it. What is not answered keeps a stack waiting until the resource's time is up.</summary>
internal sealed partial class ResponseSender(HttpClient http, TimeProvider time, ILogger<ResponseSender> logger)
{
    private const int MaxAttempts = 4;

    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    /// <summary>More than all attempts and the time between them take: what is left for the answer.</summary>
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

            LogNotAnswered(attempt, failure);
            if (attempt == MaxAttempts)
            {
                throw new HttpRequestException($"CloudFormation could not be answered: {failure}.");
            }

            await Task.Delay(FirstWait * (1 << (attempt - 1)), time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // The address is a signature: neither it nor an exception that may quote it goes into what is said about a failure.
    private async Task<string?> TrySendAsync(Uri url, byte[] body)
    {
        using var deadline = new CancellationTokenSource(AttemptTime, time);
        // Without a content type, because the address is signed for none.
        using var content = new ByteArrayContent(body);
        try
        {
            using var answer = await http.PutAsync(url, content, deadline.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : $"status {(int)answer.StatusCode}";
        }
        catch (HttpRequestException unreachable)
        {
            return unreachable.HttpRequestError.ToString();
        }
        catch (OperationCanceledException)
        {
            return "no answer in time";
        }
    }

    [LoggerMessage(7002, LogLevel.Warning, "Attempt {Attempt} to answer CloudFormation: {Failure}")]
    private partial void LogNotAnswered(int attempt, string failure);
}
