using System.Diagnostics;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Podcast.AppHost.LocalTools;

namespace Podcast.Tests.EndToEnd.Listening;

/// <summary>Runs a scenario of <c>page.mjs</c>: Playwright and axe-core from npm, in the tool cache, and the machine's Chromium and Node.js.</summary>
internal static class ListenerPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly NpmToolPackage Playwright = new(
        "Playwright 1.65.1",
        "playwright-core",
        "1.65.1",
        "sha512-hqPpz7blSMPxWVdoeE1yiBSzXsKiVOd2k+kjCvmUywD2GPO2Dd9HfcWnq9NN0GHbNZDFgZ9JfBFr+X5/BLo0qw==",
        2_500_000,
        "");

    private static readonly NpmToolPackage Axe = new(
        "axe-core 4.14.1", "axe-core", "4.14.1", "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==", 700_000, "");

    /// <summary>Where screenshots go.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    /// <param name="scenario">Its name in the script.</param>
    /// <param name="environment">What the script reads besides.</param>
    /// <param name="whenPlaying">Is called when the page plays, by a scenario that waits for it.</param>
    /// <param name="cancellationToken">Ends the browser.</param>
    /// <returns>What the script saw; null where the packages are not to be had.</returns>
    public static async Task<JsonNode?> RunAsync(
        string scenario, IReadOnlyDictionary<string, string> environment, Func<Task>? whenPlaying, CancellationToken cancellationToken)
    {
        var (playwright, axe) = (await FindAsync(Playwright, cancellationToken), await FindAsync(Axe, cancellationToken));
        if (playwright is null || axe is null)
        {
            return null;
        }

        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "EndToEnd", "Listening", "page.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PLAYWRIGHT"] = playwright,
                ["AXE"] = Path.Combine(axe, "axe.min.js"),
                ["CHROMIUM"] = Browser.Path,
                ["SCENARIO"] = scenario,
                ["SHOTS"] = Screenshots,
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                if (line != "playing")
                {
                    return JsonNode.Parse(line);
                }

                await whenPlaying!();
                await process.StandardInput.WriteLineAsync("go on");
            }

            throw new InvalidOperationException(await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string?> FindAsync(NpmToolPackage package, CancellationToken cancellationToken)
    {
        try
        {
            return await NpmTool.EnsureAsync(package, TextWriter.Null, cancellationToken);
        }
        catch (DistributedApplicationException reason) when (!reason.Message.Contains("its hash does not match", StringComparison.Ordinal))
        {
            TestContext.Current.SendDiagnosticMessage(reason.Message);
            return null;
        }
    }
}
