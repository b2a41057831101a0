using System.Diagnostics;
using System.Globalization;
using Podcast.AppHost.LocalTools;

namespace Podcast.Tests.EndToEnd;

/// <summary>Nothing outlives the app host, and its ports are free again.</summary>
[Collection(AppHostProcessCollection.Name)]
public sealed class AppHostStopTests
{
    private const string Marker = "PODCAST_TEST_RUN";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly string[] _ports =
        [.. ((string[])["Aws", "Edge", "Publisher", "Webhooks"]).SelectMany(name => (string[])[$"--Ports:{name}", $"{FreePort.Next()}"])];

    [Fact]
    public async Task Kill_ThenStartOnTheSamePorts_IsHealthyAndStopsWithoutALeftover()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The test finds processes in /proc.");
        await using (var killed = await StartAsync())
        {
            Assert.NotEmpty(FindProcesses());
            await killed.KillAsync();
        }

        await using var app = await StartAsync();
        Assert.Empty(app.Endpoints["missing"]!.AsArray());
        Assert.Equal(0, await app.StopAsync());
        await WaitUntilGoneAsync();
    }

    [Fact]
    public async Task Kill_OfTheOrchestrator_EndsEverythingWithASentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The test finds processes in /proc.");
        await using var app = await StartAsync();

        foreach (var orchestrator in FindProcesses().Where(process => process.CommandLine.Contains("dcp run-controllers ", StringComparison.Ordinal)))
        {
            using var process = Process.GetProcessById(orchestrator.Id);
            process.Kill();
        }

        Assert.Equal(1, await app.WaitForExitAsync());
        await WaitUntilGoneAsync();
        Assert.Contains("start the app host again", app.Output, StringComparison.Ordinal);
    }

    private Task<RunningAppHost> StartAsync() => RunningAppHost.StartAsync(_ports, [new(Marker, _run)]);

    private async Task WaitUntilGoneAsync()
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (FindProcesses() is [_, ..] left)
        {
            Assert.False(deadline.IsCancellationRequested, $"Still running: {string.Join("; ", left.Select(process => process.CommandLine))}");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }

    // Everything that the app host starts inherits its environment.
    private IReadOnlyList<(int Id, string CommandLine)> FindProcesses() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit))
            .Where(folder => Read(folder, "environ").Contains($"{Marker}={_run}", StringComparison.Ordinal))
            .Select(folder => (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), Read(folder, "cmdline").Replace('\0', ' '))),
    ];

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
