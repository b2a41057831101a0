using System.Text.Json.Nodes;
using Podcast.LocalAws.DynamoDb;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Unit.LocalAws.DynamoDb;

public sealed class TableDefinitionTests
{
    [Fact]
    public void CreateTable_TableWithEverything_LeavesOutWhatMeansNothingLocally()
    {
        var table = Read("""
            "TableName": "things",
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
            "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
            "BillingMode": "PAY_PER_REQUEST",
            "GlobalSecondaryIndexes": [{
              "IndexName": "i", "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }], "Projection": { "ProjectionType": "ALL" },
              "ContributorInsightsSpecification": { "Enabled": true }, "OnDemandThroughput": { "MaxReadRequestUnits": 1 } }],
            "StreamSpecification": { "StreamViewType": "NEW_AND_OLD_IMAGES" },
            "SSESpecification": { "SSEEnabled": true }, "PointInTimeRecoverySpecification": { "PointInTimeRecoveryEnabled": true },
            "DeletionProtectionEnabled": true, "ContributorInsightsSpecification": { "Enabled": true }, "Tags": [],
            "TimeToLiveSpecification": { "AttributeName": "until", "Enabled": true }
            """);

        var expected = JsonNode.Parse("""
            {
              "TableName": "things",
              "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
              "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
              "BillingMode": "PAY_PER_REQUEST",
              "GlobalSecondaryIndexes": [{
                "IndexName": "i", "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }], "Projection": { "ProjectionType": "ALL" } }],
              "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" }
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, table.CreateTable()), table.CreateTable().ToJsonString());
        Assert.Equal("until", (string?)table.UpdateTimeToLive()!["TimeToLiveSpecification"]!["AttributeName"]);
        Assert.NotNull(table.StreamArn);
    }

    [Theory]
    [InlineData(""" "KeySchema": [] """)]
    [InlineData(""" "TimeToLiveSpecification": { "AttributeName": "until", "Enabled": false } """)]
    public void UpdateTimeToLive_TableWithout_IsNothing(string properties)
    {
        var table = Read(properties);

        Assert.Null(table.UpdateTimeToLive());
        Assert.Null(table.StreamArn);
    }

    private static TableDefinition Read(string properties) => new(StackLoader.Parse(
        $$"""{ "Resources": { "T": { "Type": "AWS::DynamoDB::Table", "Properties": { {{properties}} } } } }""",
        new("Podcast", "111122223333", "eu-west-1"))["T"]);
}
