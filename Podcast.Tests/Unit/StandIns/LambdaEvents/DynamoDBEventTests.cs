using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Podcast.Tests.Unit.StandIns.LambdaEvents;

public sealed partial class DynamoDBEventTests
{
    private const string Json = """
        {"Records":[
          {"eventID":"e1","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1",
           "eventSourceARN":"arn:aws:dynamodb:us-east-1:123456789012:table/Subscribers/stream/2026-01-01T00:00:00.000",
           "dynamodb":{
             "ApproximateCreationDateTime":1767225600,
             "Keys":{"pk":{"S":"SUB#1"}},
             "NewImage":{"pk":{"S":"SUB#1"},"n":{"N":"12345678901234567890.5"},"b":{"B":"AQID"},"yes":{"BOOL":false},"none":{"NULL":true},
                         "l":{"L":[{"S":"a"},{"M":{"x":{"N":"1"}}}]},"ss":{"SS":["a","b"]},"ns":{"NS":["1","2"]},"bs":{"BS":["AQ==","Ag=="]}},
             "OldImage":{"pk":{"S":"SUB#1"}},
             "SequenceNumber":"111000000000000000000000001","SizeBytes":59,"StreamViewType":"NEW_AND_OLD_IMAGES"}},
          {"eventID":"e2","eventName":"REMOVE","dynamodb":{"Keys":{"pk":{"S":"SUB#2"}},"SequenceNumber":"2"},
           "userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}}
        ]}
        """;

    [Fact]
    public void Deserialize_BySourceGenerator_ReadsEveryKindOfValue() =>
        AssertRead(new SourceGeneratorLambdaJsonSerializer<StreamEventSampleContext>().Deserialize<DynamoDBEvent>(Open()));

    [Fact]
    public void Deserialize_ByReflection_ReadsEveryKindOfValue() => AssertRead(new DefaultLambdaJsonSerializer().Deserialize<DynamoDBEvent>(Open()));

    [Fact]
    public void Serialize_Event_ReadsBackTheSame()
    {
        var serializer = new SourceGeneratorLambdaJsonSerializer<StreamEventSampleContext>();
        using var stream = new MemoryStream();

        serializer.Serialize(serializer.Deserialize<DynamoDBEvent>(Open()), stream);

        stream.Position = 0;
        AssertRead(serializer.Deserialize<DynamoDBEvent>(stream));
    }

    [Theory]
    [InlineData(null, """{}""")]
    [InlineData("111", """{"batchItemFailures":[{"itemIdentifier":"111"}]}""")]
    public void Serialize_Response_HasLambdasNames(string? failed, string expected)
    {
        var response = new StreamsEventResponse
        {
            BatchItemFailures = failed is null ? null : [new StreamsEventResponse.BatchItemFailure { ItemIdentifier = failed }],
        };
        using var stream = new MemoryStream();

        new SourceGeneratorLambdaJsonSerializer<StreamEventSampleContext>().Serialize(response, stream);

        Assert.Equal(expected, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void ToJson_Item_IsPlainJson()
    {
        var item = new SourceGeneratorLambdaJsonSerializer<StreamEventSampleContext>().Deserialize<DynamoDBEvent>(Open()).Records[0].Dynamodb.NewImage;

        using var json = JsonDocument.Parse(item.ToJson());

        Assert.Equal("12345678901234567890.5", json.RootElement.GetProperty("n").GetRawText());
        Assert.Equal("AQID", json.RootElement.GetProperty("b").GetString());
        Assert.Equal("""["a",{"x":1}]""", json.RootElement.GetProperty("l").GetRawText());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("none").ValueKind);
    }

    private static MemoryStream Open() => new(Encoding.UTF8.GetBytes(Json));

    private static void AssertRead(DynamoDBEvent read)
    {
        Assert.Equal(2, read.Records.Count);
        var record = read.Records[0];
        Assert.Equal("MODIFY", record.EventName);
        Assert.EndsWith("/stream/2026-01-01T00:00:00.000", record.EventSourceArn, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), record.Dynamodb.ApproximateCreationDateTime);
        Assert.Equal("111000000000000000000000001", record.Dynamodb.SequenceNumber);
        Assert.Equal(59, record.Dynamodb.SizeBytes);
        var image = record.Dynamodb.NewImage;
        Assert.Equal("SUB#1", image["pk"].S);
        Assert.Equal("12345678901234567890.5", image["n"].N);
        Assert.Equal([1, 2, 3], image["b"].B.ToArray());
        Assert.False(image["yes"].BOOL);
        Assert.True(image["none"].NULL);
        Assert.Equal("1", image["l"].L[1].M["x"].N);
        Assert.Equal(["a", "b"], image["ss"].SS);
        Assert.Equal(["1", "2"], image["ns"].NS);
        Assert.Equal([2], image["bs"].BS[1].ToArray());
        Assert.Null(record.UserIdentity);
        Assert.Equal("dynamodb.amazonaws.com", read.Records[1].UserIdentity.PrincipalId);
        Assert.Null(read.Records[1].Dynamodb.NewImage);
    }

    [JsonSerializable(typeof(DynamoDBEvent))]
    [JsonSerializable(typeof(StreamsEventResponse))]
    internal sealed partial class StreamEventSampleContext : JsonSerializerContext;
}
