namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>How DynamoDB Local is started; see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html.</summary>
/// <param name="Java">The full path of <c>java</c>.</param>
/// <param name="Folder">The folder that holds <c>DynamoDBLocal.jar</c>.</param>
/// <param name="Arguments">The arguments before the port's number.</param>
internal sealed record DynamoDBLocalCommand(string Java, string Folder, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// Switches its telemetry off. The option of that name only stops it from sending: without this it still requests credentials from AWS while it boots,
    /// and tries again when there is no network, which takes as long as all the rest. See
    /// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocalTelemetry.html.
    /// </summary>
    private static readonly Dictionary<string, string> NoTelemetry = new() { ["DDB_LOCAL_TELEMETRY"] = "0" };

    private const string InMemory = "-inMemory";
    private const string Libraries = "-Djava.library.path=./DynamoDBLocal_lib";

    private static readonly string[] Documented = [Libraries, "-jar", "DynamoDBLocal.jar"];

    private static readonly string[] Options = [InMemory, "-sharedDb", "-disableTelemetry", "-port"];

    /// <summary>JVM flags for a process that serves a few tables for a while: a shorter boot instead of the best code after an hour, and a heap that stays small.</summary>
    private static readonly string[] ShortLived = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms16m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"];

    /// <summary>What to set in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private init; } = NoTelemetry;

    /// <summary>Finds Java, and DynamoDB Local in the tool cache or on the npm registry, and prepares the fastest start that this Java has.</summary>
    /// <exception cref="DistributedApplicationException">One of the two cannot be found or downloaded.</exception>
    public static async Task<DynamoDBLocalCommand> FindAsync(TextWriter progress, CancellationToken cancellationToken)
    {
        var java = await JavaRuntime.FindAsync(cancellationToken);
        var folder = await NpmTool.EnsureAsync(NpmToolPackages.DynamoDBLocal, progress, cancellationToken);
        var classes = new ClassPath(folder);
        var archive = await ClassDataArchive.EnsureAsync(java, classes, progress, cancellationToken);
        IReadOnlyList<string> launch = archive is null
            ? [.. ShortLived, .. Documented]
            : [.. ShortLived, $"-XX:SharedArchiveFile={archive}", "-Xlog:disable", .. LaunchOf(classes)];
        // In a file, or the class path of sixty jars would fill the dashboard's Source column.
        return new(java, folder, [await JavaArgumentFile.WriteAsync(folder, launch, cancellationToken), .. Options]);
    }

    /// <summary>The same with its tables in files of a folder instead of in memory.</summary>
    public DynamoDBLocalCommand Keeping(string folder) => this with
    {
        Arguments = [.. Arguments.SelectMany(argument => argument == InMemory ? ["-dbPath", folder] : (string[])[argument])],
    };

    /// <summary>As AWS documents it: the JVM's own defaults, and nothing in the environment.</summary>
    public static DynamoDBLocalCommand AsDocumented(string java, string folder) =>
        new(java, folder, [.. Documented, .. Options]) { Environment = new Dictionary<string, string>() };

    /// <summary>The start that writes <paramref name="archive"/> when the process ends.</summary>
    public static DynamoDBLocalCommand ThatWrites(string archive, string java, ClassPath classes) =>
        new(java, classes.Folder, [.. ShortLived, $"-XX:ArchiveClassesAtExit={archive}", "-Xlog:disable", .. LaunchOf(classes), .. Options]);

    private static string[] LaunchOf(ClassPath classes) => [Libraries, "-cp", classes.Value, classes.Main];
}
