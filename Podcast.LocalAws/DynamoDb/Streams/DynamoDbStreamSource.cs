using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Faults;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.DynamoDb.Streams;

/// <summary>The stream of a table in DynamoDB Local. See https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html.</summary>
internal sealed class DynamoDbStreamSource(
    DynamoDbLocalClient dynamoDb, LocalArns arns, IFaultInjector faults, string streamArn, string region, TimeProvider time) : IStreamSource
{
    // DynamoDB Local rounds a record's time down to the minute.
    private static readonly TimeSpan Rounding = TimeSpan.FromMinutes(1);
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<IReadOnlyList<StreamShard>> GetShardsAsync(CancellationToken cancellationToken)
    {
        var shards = new List<StreamShard>();
        string? after = null;
        do
        {
            var request = new JsonObject { ["StreamArn"] = arns.ToLocal(streamArn) };
            if (after is not null)
            {
                request["ExclusiveStartShardId"] = after;
            }

            using var response = await CallAsync("DescribeStream", request, cancellationToken);
            var description = response.RootElement.GetProperty("StreamDescription");
            shards.AddRange(description.GetProperty("Shards").EnumerateArray().Select(ReadShard));
            after = Text(description, "LastEvaluatedShardId");
        }
        while (after is not null);

        return shards;
    }

    public async Task<StreamIterator> GetIteratorAsync(string shardId, StreamPosition position, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["StreamArn"] = arns.ToLocal(streamArn),
            ["ShardId"] = shardId,
            ["ShardIteratorType"] = position.Kind switch
            {
                StreamPositionKind.TrimHorizon => "TRIM_HORIZON",
                StreamPositionKind.Latest => "LATEST",
                _ => "AFTER_SEQUENCE_NUMBER",
            },
        };
        if (position.SequenceNumber is { } sequenceNumber)
        {
            request["SequenceNumber"] = sequenceNumber;
        }

        using var response = await CallAsync("GetShardIterator", request, cancellationToken);
        return new(response.RootElement.GetProperty("ShardIterator").GetString()!);
    }

    public async Task<StreamPage> GetRecordsAsync(StreamIterator iterator, int limit, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        using var response = await CallAsync("GetRecords", new() { ["ShardIterator"] = iterator.Value, ["Limit"] = limit }, cancellationToken);
        var records = response.RootElement.GetProperty("Records");
        var count = records.GetArrayLength();
        var next = Text(response.RootElement, "NextShardIterator") is { } value ? new StreamIterator(value, count < limit ? asked : iterator.CaughtUpAt) : null;
        return new(count == 0 ? [] : [.. records.EnumerateArray().Select(record => ReadRecord(record, iterator.CaughtUpAt))], next);
    }

    private static StreamShard ReadShard(JsonElement shard) => new(
        shard.GetProperty("ShardId").GetString()!,
        Text(shard, "ParentShardId"),
        shard.TryGetProperty("SequenceNumberRange", out var range) && Text(range, "EndingSequenceNumber") is not null);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private StreamRecord ReadRecord(JsonElement record, DateTimeOffset? caughtUpAt)
    {
        var change = record.GetProperty("dynamodb");
        var rounded = DateTimeOffset.UnixEpoch.AddSeconds(change.GetProperty("ApproximateCreationDateTime").GetDouble());
        var created = EstimateCreation(rounded, caughtUpAt, time.GetUtcNow());
        return new(change.GetProperty("SequenceNumber").GetString()!, created, ToEvent(record, created));
    }

    // A reader that keeps up knows the time to its last poll; for one that does not, the latest time that the minute allows never makes a change look older than it is.
    private static DateTimeOffset EstimateCreation(DateTimeOffset rounded, DateTimeOffset? caughtUpAt, DateTimeOffset now)
    {
        var latest = rounded + Rounding < now ? rounded + Rounding : now;
        return caughtUpAt is { } earliest && earliest < latest ? earliest > rounded ? earliest : rounded : latest;
    }

    // The record as Lambda passes it on: in the stack's region, with the stream's ARN, and the time in whole seconds.
    private ReadOnlyMemory<byte> ToEvent(JsonElement record, DateTimeOffset created)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartObject();
        foreach (var property in record.EnumerateObject())
        {
            switch (property.Name)
            {
                case "awsRegion":
                    writer.WriteString("awsRegion", region);
                    break;
                case "userIdentity" when property.Value.ValueKind == JsonValueKind.Object:
                    WriteIdentity(writer, property.Value);
                    break;
                case "dynamodb":
                    WriteChange(writer, property.Value, created);
                    break;
                default:
                    WriteUnchanged(writer, property);
                    break;
            }
        }

        writer.WriteString("eventSourceARN", streamArn);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    // The API says PrincipalId and Type; the event of a function says principalId and type.
    private static void WriteIdentity(Utf8JsonWriter writer, JsonElement identity)
    {
        writer.WriteStartObject("userIdentity");
        foreach (var property in identity.EnumerateObject())
        {
            writer.WriteString(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.Value.ToString());
        }

        writer.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter writer, JsonElement change, DateTimeOffset created)
    {
        writer.WriteStartObject("dynamodb");
        foreach (var property in change.EnumerateObject())
        {
            if (property.NameEquals("ApproximateCreationDateTime"))
            {
                writer.WriteNumber(property.Name, created.ToUnixTimeSeconds());
            }
            else
            {
                WriteUnchanged(writer, property);
            }
        }

        writer.WriteEndObject();
    }

    // As it stands: an item may hold text that is not Unicode, which no writer of text takes.
    private static void WriteUnchanged(Utf8JsonWriter writer, JsonProperty property)
    {
        writer.WritePropertyName(property.Name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
    }

    private async Task<JsonDocument> CallAsync(string operation, JsonObject request, CancellationToken cancellationToken)
    {
        try
        {
            await faults.ApplyAsync(FaultServices.Streams, operation, cancellationToken);
            return await dynamoDb.CallAsync(DynamoDbLocalClient.StreamsApi, operation, request, cancellationToken);
        }
        catch (DynamoDbLocalException reason)
        {
            throw new StreamSourceException(reason.Message, isTrimmed: reason.Code == "TrimmedDataAccessException", isGone: reason.Code == "ResourceNotFoundException");
        }
        catch (Exception reason) when (reason is HttpRequestException or JsonException or IOException or AwsException)
        {
            throw new StreamSourceException(reason.Message);
        }
    }
}
