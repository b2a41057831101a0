using System.Net;

namespace Podcast.AppHost.Startup;

/// <summary>
/// Sends a request again while it fails as it may during the start: nobody listens yet, the server is at its limit or times out, or the response takes
/// longer than <paramref name="attemptTimeout"/>. It ends when the caller cancels, so that the caller's deadline is the only one.
/// </summary>
internal sealed class RetryHandler(TimeSpan attemptTimeout, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>What the last failed attempt failed with, in words; <see langword="null"/> while none has failed.</summary>
    public string? LastFailure { get; private set; }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            if (await TrySendAsync(request, cancellationToken) is { } response)
            {
                return response;
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage?> TrySendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(attemptTimeout, time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var response = await base.SendAsync(request, attempt.Token);
            if (!IsTransient(response.StatusCode))
            {
                return response;
            }

            LastFailure = $"status {(int)response.StatusCode}";
            response.Dispose();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is HttpRequestException or OperationCanceledException)
        {
            LastFailure = failure is HttpRequestException ? failure.Message : $"no response within {attemptTimeout.TotalSeconds:0} seconds";
        }

        return null;
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
}
