using System.Diagnostics;
using System.Text.RegularExpressions;
using SampleAppHost;

namespace Podcast.Tests.Integration.AspireHosting;

/// <summary>What is left of an application when its app host ends: nothing, however it ends.</summary>
public sealed partial class OrphanTests
{
    private const string Mark = "PODCAST_TEST_MARK";

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task AppHost_EndedBySignal_LeavesNoProcess(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds processes in /proc.");
        var mark = Guid.NewGuid().ToString("N");
        using var host = StartHost(mark);
        await WaitForAsync(() => Marked(mark).Count >= 3);

        using var kill = Process.Start("/bin/kill", ["-s", signal, host.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);

        await WaitForAsync(() => Marked(mark).Count == 0);
    }

    private static Process StartHost(string mark)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SampleService).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Mark] = mark, ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true", ["ASPIRE_DASHBOARD_PATH"] = "/bin/true" },
        };
        var host = Process.Start(start)!;
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        return host;
    }

    /// <summary>The processes, the app host included, that have the mark in their environment.</summary>
    private static List<int> Marked(string mark)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => Number().IsMatch(Path.GetFileName(folder))))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{Mark}={mark}", StringComparison.Ordinal)
                    && !File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("while read", StringComparison.Ordinal))
                {
                    found.Add(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has ended, or belongs to someone else.
            }
        }

        return found;
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            await poll.WaitForNextTickAsync(deadline.Token);
        }
    }

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Number();
}
