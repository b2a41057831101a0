using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Podcast.Tests.Unit.AspireHosting;

public sealed class ResourceNotificationServiceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task WaitForResource_WhileOtherWaitsEnd_IsNotForgotten()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        var early = builder.AddParameter("early", "value").Resource;
        var late = builder.AddParameter("late", "value").Resource;
        await using var application = builder.Build();
        var notifications = application.Services.GetRequiredService<ResourceNotificationService>();
        await notifications.PublishUpdateAsync(early, state => state with { State = KnownResourceStates.Running });

        // Waits that end at once come and go around those that last; none may take another one's place with it.
        var lasting = Enumerable.Range(0, 200).Select(_ => notifications.WaitForResourceAsync(late.Name, KnownResourceStates.Running, TestContext.Current.CancellationToken)).ToArray();
        await Parallel.ForAsync(0, 5_000, TestContext.Current.CancellationToken, async (_, cancellationToken) =>
            await notifications.WaitForResourceAsync(early.Name, KnownResourceStates.Running, cancellationToken));
        await notifications.PublishUpdateAsync(late, state => state with { State = KnownResourceStates.Running });

        await Task.WhenAll(lasting).WaitAsync(Soon, TestContext.Current.CancellationToken);
    }
}
