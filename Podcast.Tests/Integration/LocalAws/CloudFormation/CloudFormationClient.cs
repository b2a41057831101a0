using System.Xml.Linq;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Host;

namespace Podcast.Tests.Integration.LocalAws.CloudFormation;

/// <summary>A local AWS, and its CloudFormation as the CLI calls it: signed forms, XML back.</summary>
internal sealed class CloudFormationClient : IAsyncDisposable
{
    public const string AccessKeyId = "AKIATESTADMINISTRATOR";
    public const string SecretAccessKey = "a secret of this test alone";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly LocalAwsServer _server;
    private readonly HttpClient _http;

    private CloudFormationClient(LocalAwsServer server)
    {
        _server = server;
        _http = Signed("cloudformation");
    }

    public LocalAwsServer Server => _server;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    /// <param name="templatePath">What is deployed at start, as under the app host; nothing, unless it is named.</param>
    public static async Task<CloudFormationClient> StartAsync(string templatePath = "")
    {
        var options = new LocalAwsOptions { AccessKeyId = AccessKeyId, SecretAccessKey = SecretAccessKey, StartFunctions = false, TemplatePath = templatePath };
        return new(await LocalAwsServer.StartAsync(options, null, TestToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Calls an operation.</summary>
    /// <returns>The result's elements, without namespaces.</returns>
    public async Task<XElement> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        using var form = new FormUrlEncodedContent(parameters.Append(("Action", action)).Select(parameter => KeyValuePair.Create(parameter.Item1, parameter.Item2)));
        using var response = await _http.PostAsync(_server.ApiUrl, form, TestToken);
        var xml = XElement.Parse(await response.Content.ReadAsStringAsync(TestToken));
        foreach (var element in xml.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return response.IsSuccessStatusCode
            ? xml
            : throw new InvalidOperationException($"{(string?)xml.Descendants("Code").FirstOrDefault()}: {(string?)xml.Descendants("Message").FirstOrDefault()}");
    }

    /// <summary>Makes and executes a change set.</summary>
    /// <returns>The stack's status when it is done.</returns>
    public async Task<string> DeployAsync(string stack, string template, params (string Name, string Value)[] parameters)
    {
        var exists = (await CallAsync("ListStacks")).Descendants("member")
            .Any(member => (string?)member.Element("StackName") == stack && (string?)member.Element("StackStatus") is not ("DELETE_COMPLETE" or "REVIEW_IN_PROGRESS"));
        var given = parameters.SelectMany((parameter, i) => new[]
        {
            ($"Parameters.member.{i + 1}.ParameterKey", parameter.Name), ($"Parameters.member.{i + 1}.ParameterValue", parameter.Value),
        });
        await CallAsync(
            "CreateChangeSet",
            [("StackName", stack), ("ChangeSetName", "change"), ("ChangeSetType", exists ? "UPDATE" : "CREATE"), ("TemplateBody", template), .. given]);
        await CallAsync("ExecuteChangeSet", ("StackName", stack), ("ChangeSetName", "change"));
        return await WaitAsync(stack);
    }

    public async Task<string> WaitAsync(string stack)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(Bound);
        while (true)
        {
            var status = (await CallAsync("DescribeStacks", ("StackName", stack))).Descendants("StackStatus").Single().Value;
            if (!status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
            {
                return status;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
        }
    }

    /// <summary>A resource's physical id; <see langword="null"/> when the stack has it not.</summary>
    public async Task<string?> PhysicalIdAsync(string stack, string logicalId) =>
        (string?)(await CallAsync("DescribeStackResources", ("StackName", stack))).Descendants("member")
            .FirstOrDefault(member => (string?)member.Element("LogicalResourceId") == logicalId)?.Element("PhysicalResourceId");

    /// <summary>The events of a stack, oldest first, as "LogicalId STATUS reason".</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string stack) =>
        [.. (await CallAsync("DescribeStackEvents", ("StackName", stack))).Descendants("member").Reverse()
            .Select(member => $"{(string?)member.Element("LogicalResourceId")} {(string?)member.Element("ResourceStatus")} {(string?)member.Element("ResourceStatusReason")}".Trim())];

    private static HttpClient Signed(string service) => new(new SigV4SigningHandler(
        new BasicAWSCredentials(AccessKeyId, SecretAccessKey), RegionEndpoint.USEast1, service, new SocketsHttpHandler()));
}
