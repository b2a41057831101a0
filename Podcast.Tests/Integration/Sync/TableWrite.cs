using Amazon.Lambda.DynamoDBEvents;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Podcast.Tests.Integration.Sync;

/// <summary>One write to the table, as its stream tells of it.</summary>
internal sealed record TableWrite(int Number, DateTimeOffset At, string Key, Item? Before, Item? After)
{
    public string SequenceNumber => Number.ToString("d10", System.Globalization.CultureInfo.InvariantCulture);

    public DynamoDBEvent.DynamodbStreamRecord ToRecord() => new()
    {
        Dynamodb = new()
        {
            SequenceNumber = SequenceNumber,
            ApproximateCreationDateTime = At.UtcDateTime,
            Keys = new() { ["pk"] = new() { S = Key } },
            OldImage = Convert(Before),
            NewImage = Convert(After),
        },
    };

    private static Dictionary<string, DynamoDBEvent.AttributeValue>? Convert(Item? item) =>
        item?.ToDictionary(
            attribute => attribute.Key,
            attribute => new DynamoDBEvent.AttributeValue
            {
                S = attribute.Value.S,
                N = attribute.Value.N,
                SS = attribute.Value.SS,
                L = attribute.Value.L?.ConvertAll(entry => new DynamoDBEvent.AttributeValue { S = entry.S }),
            });
}
