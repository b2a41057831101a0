using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Podcast.Client;

namespace Podcast.Cli.Connections;

/// <summary>The file in which a running app host says where its parts are.</summary>
internal static class EndpointsFile
{
    private static readonly string RelativePath = Path.Combine("artifacts", "apphost", "endpoints.json");

    /// <summary>The app host that runs from <paramref name="folder"/> or one of its parents; <see langword="null"/> when none does.</summary>
    public static PublisherConnection? FindRunning(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, RelativePath);
            if (File.Exists(path) && Parse(path) is { } endpoints && IsRunning(endpoints))
            {
                return Connect(endpoints);
            }
        }

        return null;
    }

    /// <exception cref="CliException">It cannot be read, or its app host has ended.</exception>
    public static PublisherConnection Read(string path)
    {
        try
        {
            var endpoints = Parse(path) ?? throw new CliException($"{path} is no endpoints file of an app host.", ExitCode.NoConnection);
            return IsRunning(endpoints)
                ? Connect(endpoints)
                : throw new CliException($"The app host that wrote {path} has ended: start it again.", ExitCode.NoConnection);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be read: {unreadable.Message}", ExitCode.NoConnection);
        }
    }

    private static JsonObject? Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject endpoints && endpoints["publisher"] is not null && endpoints["processId"] is not null ? endpoints : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // An app host that was killed leaves its file behind.
    private static bool IsRunning(JsonNode endpoints)
    {
        try
        {
            using var process = Process.GetProcessById(endpoints["processId"]!.GetValue<int>());
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static PublisherConnection Connect(JsonNode endpoints) => new(
        new(Text(endpoints, "publisher")),
        new(Text(endpoints, "edge")),
        Text(endpoints, "region"),
        new BasicAWSCredentials(Text(endpoints, "accessKeyId"), Text(endpoints, "secretAccessKey")))
    {
        CloudWatch = endpoints["aws"] is { } aws ? new(aws.GetValue<string>()) : null,
    };

    private static string Text(JsonNode endpoints, string name) => endpoints[name]!.GetValue<string>();
}
