using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.Infra;

/// <summary>The template of a production deployment with a domain of its own, synthesized by the app as the CDK's CLI runs it.</summary>
public sealed class ProductionTemplate : IAsyncLifetime
{
    private static readonly string[] Context =
    [
        "environment=prod", "architecture=x86_64", "domainName=feeds.example.com", "hostedZoneId=Z0123456789ABCDEFGHIJ", "alarmEmail=ops@example.com",
    ];

    internal JsonObject Root { get; private set; } = [];

    internal JsonObject Resources => Root[nameof(Resources)]!.AsObject();

    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("podcast-template-");
        try
        {
            var path = Path.Combine(folder.FullName, "template.json");
            await SynthesizeAsync(path, TestContext.Current.CancellationToken);
            await using var file = File.OpenRead(path);
            Root = (await JsonNode.ParseAsync(file, cancellationToken: TestContext.Current.CancellationToken))!.AsObject();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task SynthesizeAsync(string path, CancellationToken cancellationToken)
    {
        var app = typeof(ProductionTemplate).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "StackApp").Value!;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [app, "--template", path, .. Context.SelectMany(setting => (string[])["--context", setting])])
        {
            RedirectStandardError = true,
        })!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, errors);
    }
}
