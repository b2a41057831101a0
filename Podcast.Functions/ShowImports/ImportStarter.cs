using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.EventBridge;
using Amazon.Runtime;

namespace Podcast.Functions.ShowImports;

/// <summary>
/// Starts an asynchronous invocation of the importer, by an event on the stack's bus. One that gets lost is no harm: what is due is started by the schedule.
/// </summary>
internal sealed partial class ImportStarter(Func<IAmazonEventBridge> eventBridge, string busName)
{
    private const string Source = "podcast.imports";

    /// <param name="import">The import.</param>
    /// <param name="episode">The episode to fetch; null for the feed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task StartAsync(string import, string? episode, CancellationToken cancellationToken)
    {
        try
        {
            await eventBridge().PutEventsAsync(
                new()
                {
                    Entries =
                    [
                        new()
                        {
                            EventBusName = busName,
                            Source = Source,
                            DetailType = episode is null ? "Feed Due" : "Episode Due",
                            Detail = JsonSerializer.Serialize(new ImportStart(import, episode), JsonContext.Default.ImportStart),
                        },
                    ],
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception unable) when (unable is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            // The schedule starts it.
        }
    }

    /// <returns>Null when the event is something else.</returns>
    public static (string Import, string? Episode)? Read(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty("detail", out var detail)
        && detail.Deserialize(JsonContext.Default.ImportStart) is { Import: { } import } start
            ? (import, start.Episode)
            : null;

    internal sealed record ImportStart([property: JsonPropertyName("import")] string Import, [property: JsonPropertyName("episode")] string? Episode);

    [JsonSerializable(typeof(ImportStart))]
    internal sealed partial class JsonContext : JsonSerializerContext;
}
