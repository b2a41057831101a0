using System.Buffers;
using System.Text;
using System.Text.Json;
using Podcast.Functions.DownloadCounter;

namespace Podcast.Tests.Unit.Functions.DownloadCounter;

public sealed class AccessLogLineTests
{
    private const string Data = "20788%20news%2Fone%2Fk3m2x9a7p4qz%2Fone.mp3%20abcdefghijkl%20mnopqrstuvwx";

    [Fact]
    public void Read_OfAWholeFile_HasWhatTheEdgeFunctionSaid()
    {
        var request = Read(new() { ["sc-content-len"] = "5000", ["sc-bytes"] = "5612", ["cs(User-Agent)"] = "AntennaPod/3.7%20%2520x" })!.Value;
        Assert.Equal((new DateOnly(2026, 12, 1), "news", "one", "k3m2x9a7p4qz/one.mp3"), (request.Day, request.Show, request.Episode, request.File));
        Assert.Equal(("abcdefghijkl", "mnopqrstuvwx", "AntennaPod/3.7 %20x"), (request.Listener, request.Network, request.UserAgent));
        Assert.Equal((0, 5000, true), (request.Start, request.End, request.IsWhole));
    }

    [Theory]
    // The range that was sent.
    [InlineData("206", "1000", "1900", "100", "1099", 100, 1100, false)]
    // A viewer that left after 600 bytes of it.
    [InlineData("206", "1000", "600", "100", "1099", 100, 700, false)]
    // The same for a whole file, and for one without a length.
    [InlineData("200", "5000", "600", "-", "-", 0, 600, false)]
    [InlineData("200", "-", "600", "-", "-", 0, 600, false)]
    public void Read_OfAResponse_CountsWhatWasSent(
        string status, string length, string bytes, string rangeStart, string rangeEnd, long start, long end, bool isWhole)
    {
        var request = Read(new()
        {
            ["sc-status"] = status,
            ["sc-content-len"] = length,
            ["sc-bytes"] = bytes,
            ["sc-range-start"] = rangeStart,
            ["sc-range-end"] = rangeEnd,
        })!.Value;
        Assert.Equal((start, end, isWhole), (request.Start, request.End, request.IsWhole));
    }

    [Theory]
    [InlineData("cs-method", "HEAD")]
    [InlineData("sc-status", "304")]
    [InlineData("sc-status", "403")]
    [InlineData("sc-status", "000")]
    [InlineData("viewer-request-log-data", "-")]
    [InlineData("viewer-request-log-data", "anything")]
    [InlineData("viewer-request-log-data", "20788%20news%2Fone%20abcdefghijkl%20mnopqrstuvwx")]
    [InlineData("viewer-request-log-data", "20788%20..%2Fone%2Ftwo%20abcdefghijkl%20mnopqrstuvwx")]
    [InlineData("viewer-request-log-data", "999999999999%20news%2Fone%2Fa.mp3%20abcdefghijkl%20mnopqrstuvwx")]
    [InlineData("viewer-request-log-data", "2000000000%20news%2Fone%2Fa.mp3%20abcdefghijkl%20mnopqrstuvwx")]
    [InlineData("viewer-request-log-data", "20788%20news%2Fone%2Fa.mp3%20short%20mnopqrstuvwx")]
    public void Read_OfWhatIsNoDownload_IsNothing(string field, string value) => Assert.Null(Read(new() { [field] = value }));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("#Version: 1.0")]
    [InlineData("""{"date":"2026-12-01",""")]
    public void Read_OfALineThatIsNoObject_Fails(string line) =>
        Assert.ThrowsAny<JsonException>(() => AccessLogLine.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(line))));

    private static AccessLogRequest? Read(Dictionary<string, string> changes)
    {
        var line = new Dictionary<string, string>
        {
            ["date"] = "2026-12-01",
            ["cs-method"] = "GET",
            ["sc-status"] = "200",
            ["sc-bytes"] = "5612",
            ["sc-content-len"] = "5000",
            ["sc-range-start"] = "-",
            ["sc-range-end"] = "-",
            ["cs(User-Agent)"] = "-",
            ["viewer-request-log-data"] = Data,
        };
        foreach (var (name, value) in changes)
        {
            line[name] = value;
        }

        return AccessLogLine.Read(new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(line)));
    }
}
