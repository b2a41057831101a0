using System.Text.Json.Serialization;

namespace Podcast.Functions.EventPublisher;

/// <summary>What a run did; for a batch of a stream, also where to go on.</summary>
/// <param name="Published">Events that the bus has taken.</param>
/// <param name="BatchItemFailures">The record to go on with; none when all are done. See https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html.</param>
internal sealed record EventPublisherResult(
    [property: JsonPropertyName("published")] int Published,
    [property: JsonPropertyName("batchItemFailures")] IReadOnlyList<EventPublisherResult.ItemFailure> BatchItemFailures)
{
    /// <param name="ItemIdentifier">A sequence number.</param>
    internal sealed record ItemFailure([property: JsonPropertyName("itemIdentifier")] string ItemIdentifier);
}
