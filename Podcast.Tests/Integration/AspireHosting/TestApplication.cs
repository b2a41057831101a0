using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Integration.AspireHosting;

/// <summary>An application that a test describes itself, without a dashboard.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private TestApplication(DistributedApplication application)
    {
        Application = application;
        _deadline.CancelAfter(TimeSpan.FromSeconds(30));
    }

    public DistributedApplication Application { get; }

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    public static TestApplication Build(Action<IDistributedApplicationBuilder> describe, bool dashboard = false)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [], DisableDashboard = !dashboard });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        describe(builder);
        return new TestApplication(builder.Build());
    }

    public static async Task<TestApplication> StartAsync(Action<IDistributedApplicationBuilder> describe, bool dashboard = false)
    {
        var application = Build(describe, dashboard);
        try
        {
            await application.Application.StartAsync(application._deadline.Token);
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public Task<ResourceEvent> WaitAsync(string resource, string state) =>
        Notifications.WaitForResourceAsync(resource, change => change.Snapshot.State?.Text == state, _deadline.Token);

    /// <summary>Reads the console log of a resource until a line has some text in it.</summary>
    public async Task<string> WaitForLineAsync(string resource, string text)
    {
        var id = (await Notifications.WaitForResourceAsync(resource, _ => true, _deadline.Token)).ResourceId;
        var log = Application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(id);
        await foreach (var lines in log.WithCancellation(_deadline.Token))
        {
            if (lines.FirstOrDefault(line => line.Content.Contains(text, StringComparison.Ordinal)) is { Content: { } found })
            {
                return found;
            }
        }

        throw new InvalidOperationException($"The log of '{resource}' ended without '{text}'.");
    }

    public async ValueTask DisposeAsync()
    {
        await Application.StopAsync();
        await Application.DisposeAsync();
        _deadline.Dispose();
    }
}
