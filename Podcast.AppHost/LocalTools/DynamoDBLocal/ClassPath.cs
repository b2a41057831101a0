using System.IO.Compression;

namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>
/// The classes of DynamoDB Local as a list of jars. Its own jar has its folder on the class path, and a JVM archives no classes
/// while a folder is on it; so a copy of the jar without its manifest takes its place.
/// </summary>
internal sealed class ClassPath(string folder)
{
    private const string Jar = "DynamoDBLocal.jar";
    private const string Copy = "DynamoDBLocal.classes.jar";
    private const string Manifest = "META-INF/MANIFEST.MF";

    private readonly Lazy<Dictionary<string, string>> _manifest = new(() => ReadManifest(Path.Combine(folder, Jar)));

    /// <summary>The folder that the paths start from.</summary>
    public string Folder => folder;

    /// <summary>What <c>-cp</c> is given.</summary>
    public string Value => string.Join(Path.PathSeparator, [Copy, .. _manifest.Value["Class-Path"].Split(' ').Where(IsJar)]);

    /// <summary>The class to run.</summary>
    public string Main => _manifest.Value["Main-Class"];

    /// <summary>Writes the copy without the manifest.</summary>
    public async Task WriteCopyAsync(CancellationToken cancellationToken)
    {
        var unfinished = Path.Combine(folder, Copy + ".unfinished");
        File.Copy(Path.Combine(folder, Jar), unfinished, overwrite: true);
        await using (var jar = await ZipFile.OpenAsync(unfinished, ZipArchiveMode.Update, cancellationToken))
        {
            jar.GetEntry(Manifest)?.Delete();
        }

        File.Move(unfinished, Path.Combine(folder, Copy), overwrite: true);
    }

    private static bool IsJar(string entry) => entry.EndsWith(".jar", StringComparison.Ordinal);

    // A value goes on in the next line after one space: https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html#jar-manifest
    private static Dictionary<string, string> ReadManifest(string jar)
    {
        using var archive = ZipFile.OpenRead(jar);
        using var reader = new StreamReader(archive.GetEntry(Manifest)?.Open() ?? throw new InvalidDataException($"{jar} has no manifest."));
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal).Split('\n')
            .Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
