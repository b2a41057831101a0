using System.Text.Json.Nodes;
using Podcast.LocalAws.DynamoDb;

namespace Podcast.Tests.Unit.LocalAws.DynamoDb;

public sealed class InputTypesTests
{
    [Theory]
    [InlineData("""{"TableName":7}""", "TableName has to be a string.")]
    [InlineData("""{"Limit":"5"}""", "Limit has to be a whole number.")]
    [InlineData("""{"Limit":1e400}""", "Limit has to be a whole number.")]
    [InlineData("""{"ConsistentRead":"yes"}""", "ConsistentRead has to be true or false.")]
    [InlineData("""{"Key":[]}""", "Key has to be an object.")]
    [InlineData("""{"Key":null}""", "Key has to be an object.")]
    [InlineData("""{"Key":{"id":"a"}}""", "Key.id has to be an attribute value, such as {\"S\": \"text\"}.")]
    [InlineData("""{"Item":{"id":{"X":"a"}}}""", "Item.id has the type X, which no attribute value has.")]
    [InlineData("""{"Item":{"a":{"L":[{"M":{"b":{"N":1}}}]}}}""", "Item.a.L.0.M.b.N has to be a string.")]
    [InlineData("""{"Item":{"a":{"SS":["b",1]}}}""", "Item.a.SS.1 has to be a string.")]
    [InlineData("""{"Item":{"a":{"B":"?"}}}""", "Item.a.B has to be base64.")]
    [InlineData("""{"ExpressionAttributeNames":{"#a":{}}}""", "ExpressionAttributeNames.#a has to be a string.")]
    [InlineData("""{"TransactItems":[{"Put":{"Item":{"a":{"S":false}}}}]}""", "TransactItems.0.Put.Item.a.S has to be a string.")]
    [InlineData("""{"RequestItems":{"table":[{"PutRequest":{"Item":[]}}]}}""", "RequestItems.table.0.PutRequest.Item has to be an object.")]
    [InlineData("""{"RequestItems":{"table":{"Keys":[{"id":1}]}}}""", "RequestItems.table.Keys.0.id has to be an attribute value, such as {\"S\": \"text\"}.")]
    [InlineData("""{"RequestItems":{"table":"a"}}""", "RequestItems.table has to be a list or an object.")]
    [InlineData("""{"TableName":"a","Key":{"id":{"S":"a"}},"ExpressionAttributeValues":{":a":{"L":[{"BOOL":false},{"NULL":true},{"B":"AAAA"}]}},"Limit":5,"Unknown":{}}""", null)]
    public void FindMismatch_Request_NamesTheFirstMemberOfAnotherType(string input, string? expected) =>
        Assert.Equal(expected, InputTypes.FindMismatch(JsonNode.Parse(input)!.AsObject()));
}
