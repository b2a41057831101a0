using System.Net;

namespace Podcast.Benchmarks.StartUp;

/// <summary>Waits until a page responds.</summary>
internal static class Page
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static async Task WaitForAsync(Uri page, HttpStatusCode status)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (!await RespondsAsync(page, status, deadline.Token))
        {
            await Task.Delay(Interval, deadline.Token);
        }
    }

    private static async Task<bool> RespondsAsync(Uri page, HttpStatusCode status, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(page, cancellationToken);
            return response.StatusCode == status;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
