using System.Diagnostics;
using Podcast.AppHost.LocalTools.DynamoDBLocal;

namespace Podcast.Benchmarks.StartUp;

/// <summary>The baseline: DynamoDB Local and nothing else, started as AWS documents it, with the default flags of the JVM, until it answers its first call.</summary>
internal static class DynamoDBLocalRun
{
    public static async Task<TimeSpan> MeasureAsync(DynamoDBLocalCommand command)
    {
        var started = Stopwatch.GetTimestamp();
        await using var process = await DynamoDBLocalProcess.StartAsync(
            DynamoDBLocalCommand.AsDocumented(command.Java, command.Folder), CancellationToken.None);
        return Stopwatch.GetElapsedTime(started);
    }
}
