using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.Infra;

/// <summary>The template of a production deployment with a domain of its own.</summary>
public sealed class ProductionTemplate : IAsyncLifetime
{
    internal JsonObject Root { get; private set; } = [];

    internal JsonObject Resources => Root[nameof(Resources)]!.AsObject();

    public async ValueTask InitializeAsync() => Root = JsonNode.Parse(await StackApp.SynthesizeAsync(
        TestContext.Current.CancellationToken,
        "environment=prod",
        "architecture=x86_64",
        "domainName=feeds.example.com",
        "hostedZoneId=Z0123456789ABCDEFGHIJ",
        "alarmEmail=ops@example.com"))!.AsObject();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
