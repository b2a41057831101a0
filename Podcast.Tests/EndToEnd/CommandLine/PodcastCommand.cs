using System.Diagnostics;
using System.Text.Json.Nodes;
using Podcast.Tests.Integration.AppHost;

namespace Podcast.Tests.EndToEnd.CommandLine;

/// <summary>Runs the publisher's command line as a process.</summary>
internal sealed class PodcastCommand(string folder)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "podcast.dll");

    /// <summary>Runs it in the folder, without any AWS credentials around.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(AppHostProcess.Dotnet, [Assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["HOME"] = folder, ["USERPROFILE"] = folder, ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_ACCESS_KEY_ID"] = null, ["AWS_SECRET_ACCESS_KEY"] = null,
            },
        };
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = await process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs it with <c>--json</c> and demands success.</summary>
    public async Task<JsonNode> RunJsonAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync([.. arguments, "--json"]);
        Assert.True(exitCode == 0, error);
        return JsonNode.Parse(output)!;
    }
}
