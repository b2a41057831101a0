using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.DemoData;

namespace Podcast.Tests.EndToEnd;

/// <summary>The commands with arguments, executed as the dashboard and the Aspire CLI do: through the service that validates and runs them.</summary>
[Collection(AppHostCollection.Name)]
public sealed partial class DashboardCommandTests(AppHostFixture app) : IDisposable
{
    private static readonly TimeSpan SyncBound = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task AddAndRevokeSubscriber_ByEmail_ShowsALinkThatServesAndThenEnds()
    {
        var until = DateTime.UtcNow.AddDays(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var added = await ExecuteAsync("publisher-api", "add-subscriber", ("email", "command@example.com"), ("shows", "demo"), ("until", until));

        Assert.True(added.Success, added.Message);
        Assert.Equal(CommandResultFormat.Markdown, added.Data!.Format);
        var feed = new Uri(Link().Match(added.Data.Value).Groups[1].Value);
        Assert.Contains("<enclosure", await ReadUntilAsync(feed, text => text.Contains("<enclosure", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("command@example.com", added.Message, StringComparison.Ordinal);

        var revoked = await ExecuteAsync("publisher-api", "revoke-subscriber", ("subscriber", "command@example.com"));

        Assert.True(revoked.Success, revoked.Message);
        await ReadUntilAsync(feed, text => text.Contains("revoked", StringComparison.OrdinalIgnoreCase));
        var again = await ExecuteAsync("publisher-api", "revoke-subscriber", ("subscriber", "command@example.com"));
        Assert.False(again.Success);
    }

    [Theory]
    [InlineData("publisher-api", "add-subscriber", "email=nobody;shows=demo;until=2031-01-31")]
    [InlineData("publisher-api", "add-subscriber", "email=a@example.com;shows=demo;until=tomorrow")]
    [InlineData("publisher-api", "publish-audio", "path=no-such-file.wav;title=None;show=demo")]
    [InlineData("aws", "break-service", "service=sqs;kind=throttle;seconds=0")]
    [InlineData("aws", "break-service", "service=sqs;kind=explosion;seconds=5")]
    public async Task Command_WrongArgument_IsRefusedBeforeItRuns(string resource, string command, string arguments)
    {
        var result = await ExecuteAsync(resource, command, [.. arguments.Split(';').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]);

        Assert.False(result.Success);
        Assert.Equal("Command argument validation failed.", result.Message);
    }

    [Fact]
    public async Task AddSubscriber_UnknownShow_ShowsTheErrorOfTheApi()
    {
        var result = await ExecuteAsync("publisher-api", "add-subscriber", ("email", "command@example.com"), ("shows", "nothing"), ("until", "2031-01-31"));

        Assert.False(result.Success);
        Assert.Contains("#/shows", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishAudio_AFile_UploadsTheRecordingOfANewEpisode()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("podcast-command-").FullName, "tone.wav");
        await File.WriteAllBytesAsync(path, WaveFile.Create(new short[16_000], 8_000), TestToken);

        var result = await ExecuteAsync("publisher-api", "publish-audio", ("path", path), ("title", "From the dashboard"), ("show", "demo"));

        Assert.True(result.Success, result.Message);
        using var publisher = app.CreatePublisher();
        var episode = (await publisher.GetAsync("shows/demo/episodes/from-the-dashboard", TestToken)).Json;
        Assert.NotEqual("failed", episode["status"]!.GetValue<string>());
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task BreakService_ForAWhile_IsAFaultThatEndsByItselfOrByClearing()
    {
        var broken = await ExecuteAsync("aws", "break-service", ("service", "sqs"), ("kind", "throttle"), ("seconds", "600"));

        Assert.True(broken.Success, broken.Message);
        var fault = Assert.Single((await FaultsAsync())["faults"]!.AsArray())!;
        Assert.Equal(("sqs", "throttle", 600), (fault["service"]!.GetValue<string>(), fault["kind"]!.GetValue<string>(), fault["durationSeconds"]!.GetValue<int>()));

        var cleared = await ExecuteAsync("aws", "clear-faults");

        Assert.True(cleared.Success, cleared.Message);
        Assert.Empty((await FaultsAsync())["faults"]!.AsArray());
    }

    [Fact]
    public async Task LoadAgain_AfterTheActiveSubscriberWasRevoked_RestoresTheSameLink()
    {
        var feed = new Uri(app.Endpoints["feeds"]!["active"]!.GetValue<string>());
        var revoked = await ExecuteAsync("publisher-api", "revoke-subscriber", ("subscriber", "active@example.com"));
        Assert.True(revoked.Success, revoked.Message);

        var loaded = await ExecuteAsync("demo-data", "load-again");

        Assert.True(loaded.Success, loaded.Message);
        await ReadUntilAsync(feed, text => text.Contains("<enclosure", StringComparison.Ordinal));
        await ReadUntilAsync(
            new(app.Endpoints["feeds"]!["revoked"]!.GetValue<string>()), text => text.Contains("revoked", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Parameters_OfTheRun_AllHaveAValue()
    {
        var parameters = app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ParameterResource>().ToList();

        Assert.Superset(
            new HashSet<string> { "aws-port", "edge-port", "publisher-port", "webhooks-port", "region", "enforce-function-timeouts" },
            parameters.Select(parameter => parameter.Name).ToHashSet());
        foreach (var parameter in parameters)
        {
            Assert.NotEmpty((await parameter.GetValueAsync(TestToken))!);
            Assert.NotEmpty(parameter.Description!);
        }
    }

    [Fact]
    public void Graph_OfTheResources_HasNoArrowBothWays()
    {
        var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        var arrows = resources
            .SelectMany(resource => resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relation => (From: resource.Name, To: relation.Resource.Name)))
            .ToHashSet();

        Assert.DoesNotContain(arrows, arrow => arrow.From != arrow.To && arrows.Contains((arrow.To, arrow.From)));
        Assert.Superset(
            new HashSet<(string, string)> { ("aws", "dynamodb"), ("feeds", "aws"), ("stream-processor", "aws"), ("demo-data", "publisher-api"), ("reconcile-schedule", "reconcile") },
            arrows);
    }

    [GeneratedRegex("<(http[^>]*)>")]
    private static partial Regex Link();

    private Task<ExecuteCommandResult> ExecuteAsync(string resource, string command, params (string Name, string Value)[] arguments) =>
        app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(
            resource,
            command,
            new InteractionInputCollection([.. arguments.Select(argument => new InteractionInput { Name = argument.Name, InputType = InputType.Text, Value = argument.Value })]),
            TestToken);

    private async Task<JsonNode> FaultsAsync() =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri($"{app.Endpoints["aws"]}/_localaws/faults"), TestToken))!;

    // A change takes a moment to the edge.
    private async Task<string> ReadUntilAsync(Uri feed, Func<string, bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(SyncBound);
        for (; ; )
        {
            using var response = await _http.GetAsync(feed, deadline.Token);
            var text = await response.Content.ReadAsStringAsync(deadline.Token);
            if (response.StatusCode == HttpStatusCode.OK && condition(text))
            {
                return text;
            }
        }
    }
}
