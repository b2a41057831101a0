using System.Text;

namespace Podcast.AppHost.Startup;

/// <summary>Keeps the console log of a resource that did not start: the dashboard shows it only as long as the app host runs.</summary>
internal sealed class ResourceLogs(string folder, ResourceLoggerService loggers)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Writes what the resource has logged so far.</summary>
    /// <returns>The file's path, or null when it could not be written.</returns>
    public async Task<string?> SaveAsync(IResource resource)
    {
        var path = Path.Combine(folder, $"{resource.Name}.log");
        var text = new StringBuilder();
        using var deadline = new CancellationTokenSource(Limit);
        try
        {
            Directory.CreateDirectory(folder);
            await foreach (var batch in loggers.GetAllAsync(resource).WithCancellation(deadline.Token))
            {
                foreach (var line in batch)
                {
                    text.AppendLine(line.Content);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What there is by now has to do.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A log that cannot be read is no reason to end differently.
            return null;
        }

        try
        {
            await File.WriteAllTextAsync(path, text.ToString(), CancellationToken.None);
            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
