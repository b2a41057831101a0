using System.Text;
using Podcast.LocalAws.Lambda.EventSources;

namespace Podcast.Tests.Unit.LocalAws.Lambda.EventSources;

public sealed class BatchItemFailuresTests
{
    private const int All = 4;

    [Theory]
    [InlineData("", All)]
    [InlineData("  ", All)]
    [InlineData("null", All)]
    [InlineData("{}", All)]
    [InlineData("""{"batchItemFailures":null}""", All)]
    [InlineData("""{"batchItemFailures":[]}""", All)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"000000000000000000003"}]}""", 2)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"000000000000000000004"},{"itemIdentifier":"000000000000000000002"}]}""", 1)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"000000000000000000001"}]}""", 0)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""", 0)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""", 0)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifer":"000000000000000000003"}]}""", 0)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"000000000000000000099"}]}""", 0)]
    [InlineData("""{"batchItemFailures":["000000000000000000003"]}""", 0)]
    [InlineData("""{"batchItemFailures":"000000000000000000003"}""", 0)]
    [InlineData("not json", 0)]
    public void FirstFailure_Response_IsTheCheckpoint(string response, int expected)
    {
        var records = Batches.Records(All, DateTimeOffset.UnixEpoch);

        Assert.Equal(expected, BatchItemFailures.FirstFailure(Encoding.UTF8.GetBytes(response), records));
    }
}
