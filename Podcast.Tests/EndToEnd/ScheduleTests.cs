using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Podcast.Tests.EndToEnd;

/// <summary>What a developer sees of the schedules in the dashboard.</summary>
[Collection(AppHostCollection.Name)]
public sealed class ScheduleTests(AppHostFixture app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Schedule_OfTheTemplate_ShowsItsNextTimeAndRunsNow()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);

        await app.Services.GetRequiredService<ResourceNotificationService>().WaitForResourceAsync(
            "subscriber-cleanup-schedule", change => change.Snapshot.State?.Text.StartsWith("Next-", StringComparison.Ordinal) == true, deadline.Token);
        var run = await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(
            "subscriber-cleanup-schedule", "run-now", deadline.Token);

        Assert.True(run.Success, run.Message);
    }
}
