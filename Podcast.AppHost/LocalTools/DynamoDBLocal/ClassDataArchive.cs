using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>
/// The classes of DynamoDB Local as a JVM has loaded and checked them, kept in a file that the next one maps into its memory:
/// https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html. It takes a third off the time to boot, and it belongs to
/// one JVM and one copy of the tool.
/// </summary>
internal static class ClassDataArchive
{
    private static readonly TimeSpan TrainingTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Returns the archive's path, writing it first when this JVM has none; null when this JVM writes none.</summary>
    public static async Task<string?> EnsureAsync(string java, ClassPath classes, TextWriter progress, CancellationToken cancellationToken)
    {
        // The JVM writes the archive when it receives SIGTERM, which Windows does not have.
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var archive = Path.Combine(classes.Folder, $"classes-{IdentityOf(java)}.jsa");
        if (!File.Exists(archive))
        {
            await using var _ = await ToolCache.LockAsync(NpmToolPackages.DynamoDBLocal, progress, cancellationToken);
            if (!File.Exists(archive))
            {
                await WriteAsync(archive, java, classes, progress, cancellationToken);
            }
        }

        // An empty file records that this JVM could not, so that it is not tried again at every start.
        return new FileInfo(archive).Length > 0 ? archive : null;
    }

    private static async Task WriteAsync(string archive, string java, ClassPath classes, TextWriter progress, CancellationToken cancellationToken)
    {
        await progress.WriteLineAsync($"{NpmToolPackages.DynamoDBLocal.DisplayName}: preparing faster starts, once");
        var unfinished = archive + ".unfinished";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TrainingTimeout);
        try
        {
            await classes.WriteCopyAsync(deadline.Token);
            await using var process = await DynamoDBLocalProcess.StartAsync(
                DynamoDBLocalCommand.ThatWrites(unfinished, java, classes), deadline.Token);
            await WarmUp.RunAsync(process.Endpoint, deadline.Token);
            await process.StopAsync(deadline.Token);
        }
        catch (Exception unable) when (unable is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await progress.WriteLineAsync($"{NpmToolPackages.DynamoDBLocal.DisplayName}: this Java prepares none ({unable.Message}); it starts as it is");
        }

        if (!File.Exists(unfinished))
        {
            await File.Create(unfinished).DisposeAsync();
        }

        File.Move(unfinished, archive, overwrite: true);
    }

    // An update of Java replaces the file that the path leads to.
    private static string IdentityOf(string java)
    {
        var file = new FileInfo(File.ResolveLinkTarget(java, returnFinalTarget: true)?.FullName ?? java);
        var identity = string.Create(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}|{WarmUp.Version}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 8));
    }
}
