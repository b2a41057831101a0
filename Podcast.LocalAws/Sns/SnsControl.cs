using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Control;

namespace Podcast.LocalAws.Sns;

/// <summary><c>GET /_localaws/topics</c> lists the topics with their subscribers, and the last messages with what would be sent to each.</summary>
internal sealed class SnsControl(TopicRegistry topics) : IControlPart
{
    public string Name => "topics";

    public Task HandleAsync(HttpContext context, IReadOnlyList<string> segments) => (context.Request.Method, segments) switch
    {
        ("GET", []) => ControlResponse.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["topics"] = new JsonArray([.. topics.All.Select(Describe)]),
            ["messages"] = new JsonArray([.. topics.Messages.Select(Describe)]),
        }),
        _ => ControlResponse.RefuseAsync(context, StatusCodes.Status404NotFound, "Unknown request. The topics have GET /_localaws/topics."),
    };

    private static JsonNode Describe(Topic topic) => new JsonObject
    {
        ["arn"] = topic.Arn,
        ["subscriptions"] = new JsonArray([.. topic.Subscriptions.Select(subscription => (JsonNode)new JsonObject
        {
            ["protocol"] = subscription.Protocol,
            ["endpoint"] = subscription.MaskedEndpoint,
        })]),
    };

    private static JsonNode Describe(PublishedMessage message) => new JsonObject
    {
        ["id"] = message.Id,
        ["topic"] = message.TopicArn,
        ["at"] = message.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["subject"] = message.Subject,
        ["message"] = message.Text,
        ["deliveries"] = new JsonArray([.. message.Deliveries.Select(delivery => (JsonNode)new JsonObject
        {
            ["protocol"] = delivery.Subscription.Protocol,
            ["endpoint"] = delivery.Subscription.MaskedEndpoint,
            ["subject"] = delivery.Subject,
            ["body"] = delivery.Body,
            ["sent"] = false,
            ["note"] = delivery.Body is null ? $"LocalAws does not implement the protocol {delivery.Subscription.Protocol}." : "This is what would be sent.",
        })]),
    };
}
