using System.Runtime.InteropServices;

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

    /// <summary>The Aspire CLI of this platform, which carries the dashboard as <c>managed/aspire-managed</c>.</summary>
    public static NpmToolPackage AspireDashboard { get; } = new(
        "Aspire dashboard 13.5.4",
        $"@microsoft/aspire-cli-{AspirePlatform}",
        "13.5.4",
        AspirePlatform == "linux-x64"
            ? "sha512-8PWeRHM1+QwQB2wxDnfPsimi3EW01r04b4DjX0jIDE78SlfJabwVfYArW/48vDzYvPzKSRye6DIPVAsCFoXjBA=="
            : null,
        127_541_259,
        "")
    {
        InstallAsync = AspireBundle.ExtractAsync,
    };

    private static string AspirePlatform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }
}
