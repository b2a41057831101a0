namespace Podcast.AppHost.LocalTools;

/// <summary>The local tools that come from the npm registry, pinned.</summary>
internal static class NpmToolPackages
{
    /// <summary>DynamoDB Local 1.25.1 as AWS packs it for Amplify.</summary>
    public static NpmToolPackage DynamoDBLocal { get; } = new(
        "DynamoDB Local 1.25.1",
        "amplify-dynamodb-simulator",
        "2.9.30",
        "sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==",
        56_573_501,
        "emulator");
}
