using System.Net;
using Microsoft.Extensions.Time.Testing;
using Podcast.AppHost.Startup;

namespace Podcast.Tests.Unit.AppHost.Startup;

public sealed class RetryHandlerTests
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Send_FirstResponseIsTransient_SendsTheBodyAgain(HttpStatusCode first)
    {
        var server = new Server((attempt, _) => Task.FromResult(attempt == 1 ? first : HttpStatusCode.Created));

        Assert.Equal(HttpStatusCode.Created, await SendAsync(server, TestContext.Current.CancellationToken));

        Assert.Equal(["body", "body"], server.Bodies);
    }

    [Fact]
    public async Task Send_NobodyListensYet_Retries()
    {
        var server = new Server((attempt, _) => attempt < 3 ? throw new HttpRequestException("Connection refused") : Task.FromResult(HttpStatusCode.OK));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(server, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_AttemptTakesTooLong_SendsAgain()
    {
        var server = new Server(async (attempt, cancellationToken) =>
        {
            await Task.Delay(attempt == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, _time, cancellationToken);
            return HttpStatusCode.OK;
        });

        Assert.Equal(HttpStatusCode.OK, await SendAsync(server, TestContext.Current.CancellationToken));
        Assert.True(server.Bodies.Count > 1);
    }

    [Fact]
    public async Task Send_Refused_ReturnsTheResponse()
    {
        var server = new Server((_, _) => Task.FromResult(HttpStatusCode.Conflict));

        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(server, TestContext.Current.CancellationToken));
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task Send_CallersDeadline_EndsTheAttempts()
    {
        using var deadline = new CancellationTokenSource();
        var server = new Server(async (attempt, _) =>
        {
            if (attempt == 3)
            {
                await deadline.CancelAsync();
            }

            return HttpStatusCode.BadGateway;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(server, deadline.Token));
        Assert.Equal(3, server.Bodies.Count);
    }

    private async Task<HttpStatusCode> SendAsync(Server server, CancellationToken cancellationToken)
    {
        using var retry = new RetryHandler(AttemptTimeout, _time, server);
        using var invoker = new HttpMessageInvoker(retry);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/") { Content = new StringContent("body") };
        var sending = invoker.SendAsync(request, cancellationToken);
        while (!sending.IsCompleted)
        {
            _time.Advance(AttemptTimeout);
            await Task.Yield();
        }

        using var response = await sending;
        return response.StatusCode;
    }

    private sealed class Server(Func<int, CancellationToken, Task<HttpStatusCode>> respond) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new(await respond(Bodies.Count, cancellationToken));
        }
    }
}
