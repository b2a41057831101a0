using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.EventBridge;

/// <summary>An event that the bus has taken.</summary>
/// <param name="Bus">The bus's name.</param>
/// <param name="Json">The event as targets receive it.</param>
/// <param name="TakenAt">When the bus took it.</param>
/// <param name="Trace">The publisher's span.</param>
internal sealed record QueuedEvent(string Bus, JsonObject Json, DateTimeOffset TakenAt, ActivityContext Trace)
{
    public string Id => Json["id"]!.GetValue<string>();

    public string DetailType => Json["detail-type"]!.GetValue<string>();
}
