using System.Xml.Linq;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Signing;
using Podcast.Cli.Settings;
using Podcast.Client;

namespace Podcast.Cli.Connections;

/// <summary>The outputs of the stack in AWS, read by CloudFormation's DescribeStacks.</summary>
internal static class StackOutputs
{
    private const string DefaultStack = "Podcast";
    private const string Version = "2010-05-15";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <exception cref="CliException">There are no credentials, no such stack, or AWS cannot be reached.</exception>
    public static async Task<PublisherConnection> ConnectAsync(PublisherSettings settings, CancellationToken cancellationToken)
    {
        var credentials = FindCredentials(settings);
        var region = FindRegion(settings);
        var stack = settings.Stack ?? DefaultStack;
        var outputs = await DescribeAsync(stack, region, credentials, cancellationToken);
        return new(
            new(Output(outputs, stack, "PublisherUrl")),
            new($"https://{Output(outputs, stack, "DistributionDomain")}"),
            region.SystemName,
            credentials)
        {
            Stack = stack,
            CloudWatch = (Setting("AWS_ENDPOINT_URL_CLOUDWATCH") ?? Setting("AWS_ENDPOINT_URL")) is { } endpoint ? new(endpoint) : null,
        };
    }

    private static async Task<IReadOnlyDictionary<string, string>> DescribeAsync(
        string stack, RegionEndpoint region, AWSCredentials credentials, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SigV4SigningHandler(credentials, region, "cloudformation", new SocketsHttpHandler())) { Timeout = Timeout };
        var query = $"Action=DescribeStacks&StackName={Uri.EscapeDataString(stack)}&Version={Version}";
        try
        {
            using var response = await client.GetAsync(new Uri($"{EndpointOf(region)}/?{query}"), cancellationToken);
            var document = XDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode
                ? Elements(document, "Outputs").Elements().ToDictionary(output => Child(output, "OutputKey"), output => Child(output, "OutputValue"))
                : throw new CliException($"The stack '{stack}' in {region.SystemName} cannot be read: {Elements(document, "Message").FirstOrDefault()?.Value}", ExitCode.NoConnection);
        }
        catch (Exception failure) when (failure is HttpRequestException or AmazonClientException or System.Xml.XmlException)
        {
            throw new CliException($"CloudFormation in {region.SystemName} cannot be reached: {failure.Message}", ExitCode.NoConnection);
        }
    }

    // As the AWS SDKs: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
    private static string EndpointOf(RegionEndpoint region) =>
        (Setting("AWS_ENDPOINT_URL_CLOUDFORMATION") ?? Setting("AWS_ENDPOINT_URL") ?? $"https://cloudformation.{region.SystemName}.{region.PartitionDnsSuffix}").TrimEnd('/');

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static AWSCredentials FindCredentials(PublisherSettings settings)
    {
        if (settings.Profile is { } profile)
        {
            return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var named)
                ? named
                : throw new CliException($"The AWS profile '{profile}' has no credentials, or there is no profile of that name.", ExitCode.NoConnection);
        }

        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException)
        {
            throw new CliException(
                "No app host runs from this folder or its parents, and there are no AWS credentials: start the app host, name its --endpoints-file, or name a --profile.",
                ExitCode.NoConnection);
        }
    }

    private static RegionEndpoint FindRegion(PublisherSettings settings)
    {
        if (settings.Region is { } name)
        {
            return RegionEndpoint.GetBySystemName(name);
        }

        return settings.Profile is { } profile && new CredentialProfileStoreChain().TryGetProfile(profile, out var found) && found.Region is { } region
            ? region
            : FallbackRegionFactory.GetRegionEndpoint() ?? throw new CliException("No AWS Region is set: name one with --region.", ExitCode.NoConnection);
    }

    private static string Output(IReadOnlyDictionary<string, string> outputs, string stack, string name) => outputs.TryGetValue(name, out var value)
        ? value
        : throw new CliException($"The stack '{stack}' has no output '{name}': it is not a stack of this product.", ExitCode.NoConnection);

    private static IEnumerable<XElement> Elements(XContainer parent, string name) => parent.Descendants().Where(element => element.Name.LocalName == name);

    private static string Child(XElement parent, string name) => Elements(parent, name).First().Value;
}
