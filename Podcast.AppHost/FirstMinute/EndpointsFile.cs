using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Podcast.AppHost.FirstMinute;

/// <summary>The file by which scripts find what runs. It is there, whole, exactly while everything it names answers.</summary>
internal sealed class EndpointsFile(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string? _written;

    /// <summary>The path that the setting <c>EndpointsFile</c> names, made absolute; null without the setting.</summary>
    public static string? ReadSetting(IConfiguration configuration) =>
        configuration["EndpointsFile"] is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    /// <summary>Checks before anything is started that the file can be written when everything is.</summary>
    /// <exception cref="DistributedApplicationException">It cannot.</exception>
    public void RequireWritable()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var draft = $"{path}.{Environment.ProcessId}.tmp";
            File.WriteAllText(draft, "");
            File.Delete(draft);
            if (Directory.Exists(path))
            {
                throw new IOException("it is a folder");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The endpoints file {path} cannot be written ({failure.Message.TrimEnd('.')}): name another one with --EndpointsFile, then run again.", failure);
        }
    }

    /// <summary>Writes the file. A second app host of the same clone leaves the first one's file alone and puts its process id into the name.</summary>
    /// <returns>The file's path.</returns>
    public async Task<string> WriteAsync(JsonObject endpoints, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var target = BelongsToAnother() ? Path.ChangeExtension(path, $".{Environment.ProcessId}.json") : path;
        var draft = $"{target}.{Environment.ProcessId}.tmp";
        await File.WriteAllTextAsync(draft, endpoints.ToJsonString(Indented), cancellationToken);
        File.Move(draft, target, overwrite: true);
        _written = target;
        return target;
    }

    /// <summary>Takes the file away, as far as it is this app host's.</summary>
    public void Delete()
    {
        if (_written is not null)
        {
            File.Delete(_written);
        }
    }

    // The file of an app host that was killed stays behind; its process is gone.
    private bool BelongsToAnother()
    {
        try
        {
            var owner = JsonNode.Parse(File.ReadAllText(path))?["processId"]?.GetValue<int>();
            using var process = owner is { } id && id != Environment.ProcessId ? System.Diagnostics.Process.GetProcessById(id) : null;
            return process is not null;
        }
        catch (Exception absent) when (absent is IOException or JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
