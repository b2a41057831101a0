using System.Text;
using Podcast.LocalAws.DynamoDb;

namespace Podcast.Tests.Unit.LocalAws.DynamoDb;

public sealed class TableNamesTests
{
    [Theory]
    [InlineData("""{"TableName":"a","Item":{"TableName":{"S":"secret"}}}""", "a")]
    [InlineData("""{"Key":{"TableName":{"S":"secret"}},"TableName":"a"}""", "a")]
    [InlineData("""{"RequestItems":{"a":{"Keys":[{"TableName":{"S":"secret"}}]},"b":[{"PutRequest":{"Item":{}}}]}}""", "a b")]
    [InlineData("""{"TransactItems":[{"Put":{"TableName":"b","Item":{"TableName":{"S":"secret"}}}},{"Delete":{"Key":{},"TableName":"a"}}]}""", "a b")]
    [InlineData("""{"ShardIterator":"x"}""", "")]
    [InlineData("not json", "")]
    [InlineData("", "")]
    public void Find_InRequest_TakesTablesAndNothingOfTheItems(string request, string expected) =>
        Assert.Equal(expected, string.Join(' ', TableNames.Find(Encoding.UTF8.GetBytes(request))));
}
