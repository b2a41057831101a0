using System.Globalization;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.Core.Ports;

/// <summary>One event. See https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html.</summary>
/// <param name="Source">Who sends it, such as <c>aws.s3</c>.</param>
/// <param name="DetailType">The kind of event, such as <c>Object Created</c>.</param>
/// <param name="Detail">What the sender says of it. Not to be changed afterwards.</param>
internal sealed record EventBridgeEvent(string Source, string DetailType, JsonObject Detail)
{
    public const string DefaultBus = "default";

    /// <summary>The name of the bus whose rules it meets.</summary>
    public string Bus { get; init; } = DefaultBus;

    public string Id { get; init; } = Guid.NewGuid().ToString();

    /// <summary>The ARNs of what the event is about.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>When it happened; when null, it is the time at which the bus takes it.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The event as rules match it and as targets receive it.</summary>
    public JsonObject ToJson(string account, string region, DateTimeOffset now) => new()
    {
        ["version"] = "0",
        ["id"] = Id,
        ["detail-type"] = DetailType,
        ["source"] = Source,
        ["account"] = account,
        ["time"] = (Time ?? now).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["region"] = region,
        ["resources"] = new JsonArray([.. Resources.Select(resource => (JsonNode)resource)]),
        ["detail"] = Detail.DeepClone(),
    };
}
