namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>Finds the Java that runs DynamoDB Local.</summary>
internal static class JavaRuntime
{
    /// <summary>The full path of <c>java</c>: of <c>JAVA_HOME</c> when it is set, else the first on the <c>PATH</c>.</summary>
    /// <exception cref="DistributedApplicationException">There is none.</exception>
    public static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "java.exe" : "java";
        var home = Environment.GetEnvironmentVariable("JAVA_HOME");
        string?[] folders = [string.IsNullOrEmpty(home) ? null : Path.Combine(home, "bin"), .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        return folders.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.Combine(folder!, name)).FirstOrDefault(File.Exists)
            ?? throw new DistributedApplicationException(
                "Java, which runs DynamoDB Local, was not found: install Java 17 (Debian: apt-get install openjdk-17-jre-headless) or set JAVA_HOME, then run again.");
    }
}
