using System.Diagnostics;
using System.Net;
using Podcast.AppHost.LocalTools;

namespace Podcast.Benchmarks.StartUp;

/// <summary>The baseline: DynamoDB Local and nothing else, with the default flags of the JVM.</summary>
internal static class DynamoDBLocalRun
{
    public static async Task<TimeSpan> MeasureAsync(DynamoDBLocalCommand command)
    {
        var port = FreePort.Next();
        var arguments = command.Arguments.Where(argument => !argument.StartsWith("-XX:", StringComparison.Ordinal));
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(command.Java, [.. arguments, $"{port}"])
        {
            WorkingDirectory = command.Folder,
            RedirectStandardOutput = true,
        })!;
        try
        {
            await Page.WaitForAsync(new($"http://127.0.0.1:{port}/"), HttpStatusCode.BadRequest);
            return Stopwatch.GetElapsedTime(started);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
