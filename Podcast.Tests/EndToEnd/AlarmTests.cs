using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Podcast.Tests.EndToEnd;

/// <summary>What a developer sees of the alarms in the dashboard.</summary>
[Collection(AppHostCollection.Name)]
public sealed class AlarmTests(AppHostFixture app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Alarm_OfTheTemplate_ShowsItsStateAndLinksToItsRunbook()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        var notifications = app.Services.GetRequiredService<ResourceNotificationService>();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        var alarm = await notifications.WaitForResourceAsync("alarm-drift", change => change.Snapshot.State?.Text is "OK" or "ALARM", deadline.Token);
        var group = await notifications.WaitForResourceAsync("alarms", change => change.Snapshot.Urls.Length > 0, deadline.Token);

        Assert.StartsWith("# The store and the table differed", await http.GetStringAsync(new Uri(alarm.Snapshot.Urls.Single().Url), deadline.Token), StringComparison.Ordinal);
        using var page = await http.GetAsync(new Uri(group.Snapshot.Urls.Single().Url), deadline.Token);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
    }
}
