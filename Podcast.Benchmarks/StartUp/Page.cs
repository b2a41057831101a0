using System.Net;
using System.Net.Sockets;

namespace Podcast.Benchmarks.StartUp;

/// <summary>Waits for a page to answer.</summary>
internal static class Page
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Asks as soon as somebody listens: to wait for that must not take the processor from what is measured.</summary>
    public static async Task WaitForAsync(Uri page, HttpStatusCode status)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (!IsListening(page) || !await AnswersAsync(page, status, deadline.Token))
        {
            await Task.Delay(Interval, deadline.Token);
        }
    }

    // Tells a refusal without an exception, each of which would cost a millisecond.
    private static bool IsListening(Uri page)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var connecting = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, page.Port) };
        using var connected = new ManualResetEventSlim();
        connecting.Completed += (_, _) => connected.Set();
        if (socket.ConnectAsync(connecting))
        {
            connected.Wait();
        }

        return connecting.SocketError == SocketError.Success;
    }

    private static async Task<bool> AnswersAsync(Uri page, HttpStatusCode status, CancellationToken cancellationToken)
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
