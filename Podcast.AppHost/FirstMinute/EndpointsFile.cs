using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.FirstMinute;

/// <summary>The file by which scripts find what runs. It exists, complete, exactly while everything that it names responds.</summary>
internal sealed class EndpointsFile(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string? _written;

    /// <summary>
    /// The file that the setting <c>EndpointsFile</c> names, else <c>artifacts/apphost/endpoints.json</c>; checked before anything is started.
    /// </summary>
    /// <exception cref="DistributedApplicationException">It cannot be written.</exception>
    public static EndpointsFile Open(IDistributedApplicationBuilder builder)
    {
        var file = new EndpointsFile(builder.Configuration["EndpointsFile"] is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(builder.AppHostAssembly!.GetMetadata("ArtifactsPath"), "apphost", "endpoints.json"));
        file.RequireWritable();
        return file;
    }

    /// <summary>Writes the file. A second app host of the same clone leaves the first one's file alone and puts its process id into the name.</summary>
    /// <returns>The file's path.</returns>
    public async Task<string> WriteAsync(JsonObject endpoints, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var target = BelongsToAnother() ? Path.ChangeExtension(path, $".{Environment.ProcessId}.json") : path;
        var draft = $"{target}.{Environment.ProcessId}.tmp";
        await WriteForOwnerAsync(draft, endpoints.ToJsonString(Indented), cancellationToken);
        File.Move(draft, target, overwrite: true);
        _written = target;
        return target;
    }

    /// <summary>Deletes the file if this app host wrote it.</summary>
    public void Delete()
    {
        if (_written is not null)
        {
            File.Delete(_written);
        }
    }

    // It has the account's keys and the feeds' links, which nobody else on the machine may read.
    private static async Task WriteForOwnerAsync(string draft, string text, CancellationToken cancellationToken)
    {
        // The mode counts only for a file that is made new.
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new StreamWriter(draft, options);
        await file.WriteAsync(text.AsMemory(), cancellationToken);
    }

    private void RequireWritable()
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
