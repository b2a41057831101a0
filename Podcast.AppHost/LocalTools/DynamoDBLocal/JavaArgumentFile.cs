using System.Security.Cryptography;
using System.Text;

namespace Podcast.AppHost.LocalTools.DynamoDBLocal;

/// <summary>
/// Arguments of <c>java</c> in a file that the command line names with <c>@</c>:
/// https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html#java-command-line-argument-files.
/// </summary>
internal static class JavaArgumentFile
{
    /// <summary>Writes the file into <paramref name="folder"/>, from which <c>java</c> is to be started, unless it is there.</summary>
    /// <returns>The argument that stands for all of <paramref name="arguments"/>.</returns>
    public static async Task<string> WriteAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var content = string.Join('\n', arguments.Select(Quote)) + "\n";
        // Named by its content: another Java, or another version of the tool, has a file of its own.
        var name = $"java-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 4))}.args";
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            var draft = $"{path}.{Environment.ProcessId}.unfinished";
            await File.WriteAllTextAsync(draft, content, cancellationToken);
            File.Move(draft, path, overwrite: true);
        }

        return "@" + name;
    }

    private static string Quote(string argument) =>
        $"\"{argument.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
