using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Lambda.EventSources;

namespace Podcast.Tests.Unit.LocalAws.Lambda.EventSources;

public sealed class StreamFailureRecordTests
{
    // The shape of https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html.
    [Fact]
    public void Write_DiscardedBatch_ReturnsWhereItIsAndNotWhatItHolds()
    {
        var first = new DateTimeOffset(2026, 11, 14, 0, 13, 19, TimeSpan.Zero);
        var batch = new DiscardedBatch(DiscardReason.RetryAttemptsExhausted, "shardId-1", Batches.Records(2, first), 4, Batches.Failed());

        var json = JsonNode.Parse(Encoding.UTF8.GetString(StreamFailureRecord.Write(batch, "arn:f", "arn:s", first.AddMilliseconds(30_717)).Span));

        var expected = JsonNode.Parse("""
            {
              "requestContext": { "requestId": "r", "functionArn": "arn:f", "condition": "RetryAttemptsExhausted", "approximateInvokeCount": 4 },
              "responseContext": { "statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled" },
              "version": "1.0",
              "timestamp": "2026-11-14T00:13:49.717Z",
              "DDBStreamBatchInfo": {
                "shardId": "shardId-1",
                "startSequenceNumber": "000000000000000000001",
                "endSequenceNumber": "000000000000000000002",
                "approximateArrivalOfFirstRecord": "2026-11-14T00:13:19Z",
                "approximateArrivalOfLastRecord": "2026-11-14T00:13:19Z",
                "batchSize": 2,
                "streamArn": "arn:s"
              }
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, json), json!.ToJsonString());
    }
}
