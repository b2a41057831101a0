using System.Text;
using System.Text.Json.Serialization;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Podcast.Tests.Unit.StandIns.LambdaSerialization;

public sealed partial class SourceGeneratorLambdaJsonSerializerTests
{
    private readonly SourceGeneratorLambdaJsonSerializer<SerializerSampleContext> _serializer = new();

    [Fact]
    public void Deserialize_NamesOfAnotherCase_AreFound()
    {
        var sample = Deserialize("""{"NAME":"a","count":2,"at":1700000000,"bytes":"AQI="}""");

        Assert.Equal("a", sample.Name);
        Assert.Equal(2, sample.Count);
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc), sample.At);
        Assert.Equal([1, 2], sample.Bytes!);
    }

    [Theory]
    [InlineData("\"2023-11-14T22:13:20Z\"")]
    [InlineData("1700000000")]
    [InlineData("1700000000.0")]
    [InlineData("1700000000000")]
    public void Deserialize_Date_InEveryForm(string json) =>
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc), Deserialize($$"""{"At":{{json}}}""").At);

    [Fact]
    public void Serialize_Sample_KeepsNamesAndLeavesNullsOut()
    {
        using var stream = new MemoryStream();

        _serializer.Serialize(new Sample { Count = 1, Bytes = [1, 2], Stream = new MemoryStream([3]), At = DateTime.UnixEpoch }, stream);

        Assert.Equal(
            """{"Count":1,"At":"1970-01-01T00:00:00Z","Bytes":[1,2],"Stream":"Aw=="}""", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Serialize_NonAscii_IsNotEscaped()
    {
        using var stream = new MemoryStream();

        _serializer.Serialize(new Sample { Name = "<é>" }, stream);

        Assert.StartsWith("""{"Name":"<é>",""", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Deserialize_NotJson_NamesTypeAndCause()
    {
        var exception = Assert.Throws<JsonSerializerException>(() => Deserialize("{"));

        Assert.Contains(typeof(Sample).FullName!, exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.InnerException);
    }

    [Fact]
    public void Serialize_TypeOutsideContext_Throws()
    {
        using var stream = new MemoryStream();

        var exception = Assert.Throws<JsonSerializerException>(() => _serializer.Serialize(Guid.Empty, stream));

        Assert.Contains("No JsonTypeInfo registered", exception.Message, StringComparison.Ordinal);
    }

    private Sample Deserialize(string json) => _serializer.Deserialize<Sample>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    public sealed class Sample
    {
        public string? Name { get; set; }

        public int Count { get; set; }

        public DateTime At { get; set; }

        public byte[]? Bytes { get; set; }

        public MemoryStream? Stream { get; set; }
    }

    [JsonSerializable(typeof(Sample))]
    internal sealed partial class SerializerSampleContext : JsonSerializerContext;
}
