using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.Startup;

/// <summary>Reports an unexpected exception in one sentence, with its details in a file.</summary>
internal static class FailureReport
{
    /// <summary>Writes the details to <c>artifacts/apphost/logs/app-host.log</c>.</summary>
    /// <returns>The sentence for the console.</returns>
    public static async Task<string> WriteAsync(Exception failure)
    {
        var reason = failure.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        var path = Path.Combine(typeof(FailureReport).Assembly.GetMetadata("ArtifactsPath"), "apphost", "logs", "app-host.log");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, failure.ToString());
            return $"The app host could not start: {reason}; the details are in {path}.";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"The app host could not start: {failure}";
        }
    }
}
