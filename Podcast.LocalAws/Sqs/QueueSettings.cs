using System.Text.Json.Nodes;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sqs;

/// <summary>A queue's attributes. See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html.</summary>
/// <param name="VisibilityTimeout">For how long a received message is hidden from others.</param>
/// <param name="Retention">For how long a message is kept.</param>
/// <param name="Delay">For how long a new message is hidden.</param>
/// <param name="ReceiveWait">How long a receiver waits who does not say.</param>
/// <param name="MaxMessageBytes">The largest message, with its attributes.</param>
/// <param name="DeadLetterArn">Where messages go that were received too often.</param>
/// <param name="MaxReceiveCount">How often that is.</param>
internal sealed record QueueSettings(
    TimeSpan VisibilityTimeout,
    TimeSpan Retention,
    TimeSpan Delay,
    TimeSpan ReceiveWait,
    int MaxMessageBytes,
    string? DeadLetterArn,
    int MaxReceiveCount)
{
    public const int LargestMessage = 1_048_576;

    public static QueueSettings Read(JsonObject properties)
    {
        // The template may have it as an object or as JSON text.
        var redrive = properties["RedrivePolicy"] is JsonValue text && text.TryGetValue<string>(out var json)
            ? JsonInput.Parse(json)
            : properties["RedrivePolicy"];
        return new(
            TimeSpan.FromSeconds(TemplateNumber.Read(properties["VisibilityTimeout"]) ?? 30),
            TimeSpan.FromSeconds(TemplateNumber.Read(properties["MessageRetentionPeriod"]) ?? 345_600),
            TimeSpan.FromSeconds(TemplateNumber.Read(properties["DelaySeconds"]) ?? 0),
            TimeSpan.FromSeconds(TemplateNumber.Read(properties["ReceiveMessageWaitTimeSeconds"]) ?? 0),
            TemplateNumber.Read(properties["MaximumMessageSize"]) ?? LargestMessage,
            redrive?["deadLetterTargetArn"]?.ToString(),
            TemplateNumber.Read(redrive?["maxReceiveCount"]) ?? 10);
    }
}
