using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.Faults;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Operators;

/// <summary>The synthesized stack in a local AWS, with the processes of the functions that runbooks invoke.</summary>
public sealed class RunbookSystem(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    public const string AccessKeyId = "AKIATESTADMINISTRATOR";
    public const string SecretAccessKey = "a secret of this test alone";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly FunctionProcesses _processes = new();
    private LocalAwsServer? _server;

    public IServiceProvider Services => _server!.Services;

    public Uri ApiUrl => _server!.ApiUrl;

    internal AwsCli Cli => new(ApiUrl, AccessKeyId, SecretAccessKey);

    internal Stack Stack => Services.GetRequiredService<StackHost>().Current;

    /// <summary>What the placeholders of runbooks stand for: the outputs of the stack by their names, and what else an operator looks up.</summary>
    internal IReadOnlyDictionary<string, string> Placeholders => new Dictionary<string, string>(Stack.Outputs, StringComparer.Ordinal)
    {
        ["url"] = Stack.Outputs["FailedChangesUrl"],
        ["function"] = FunctionName("SubscriberCleanup"),
        ["EventPublisher"] = FunctionName("EventPublisher"),
        ["StreamProcessor"] = FunctionName("StreamProcessor"),
        ["log group"] = LogGroup("Reconcile"),
        ["name"] = Stack.OfType("AWS::CloudFront::Function").Single().Properties["Name"]!.ToString(),
        ["id"] = MappingId,
        ["TranscoderRole"] = TranscoderRole.PhysicalId,
        ["TranscoderRoleArn"] = TranscoderRole.GetAtt("Arn"),
        ["yyyy"] = "2026",
        ["MM"] = "03",
        ["dd"] = "01",
        ["HH"] = "12",
    };

    private StackResource TranscoderRole => Stack.OfType("AWS::IAM::Role").Single(role => role.LogicalId.StartsWith("Transcoder", StringComparison.Ordinal));

    /// <summary>The mapping from the stream of subscribers to the stream processor.</summary>
    public string MappingId => Stack.OfType("AWS::Lambda::EventSourceMapping")
        .First(mapping => mapping.Properties["FunctionName"]!.ToString() == FunctionName("StreamProcessor")).PhysicalId;

    public string FunctionName(string handler) => Services.GetRequiredService<FunctionRegistry>().Find(handler)!.Configuration.Name;

    public string LogGroup(string handler) => Services.GetRequiredService<FunctionRegistry>().Find(handler)!.Configuration.LogGroup;

    public async ValueTask InitializeAsync()
    {
        var template = Path.Combine(_folder, $"Books{Guid.NewGuid():N}"[..13] + ".template.json");
        await File.WriteAllTextAsync(template, SynthesizedTemplate.Text);
        _server = await LocalAwsServer.StartAsync(new()
        {
            TemplatePath = template,
            StoragePath = Path.Combine(_folder, "objects"),
            DynamoDbEndpoint = await dynamoDb.GetEndpointAsync(),
            AccessKeyId = AccessKeyId,
            SecretAccessKey = SecretAccessKey,
        });
        var functions = Services.GetRequiredService<FunctionRegistry>();
        string[] handlers = [nameof(Podcast.Functions.FunctionName.Reconcile), nameof(Podcast.Functions.FunctionName.SubscriberCleanup), nameof(Podcast.Functions.FunctionName.StreamProcessor)];
        foreach (var handler in handlers)
        {
            _processes.Start(handler, functions);
        }

        await WaitAsync(() => handlers.All(handler => functions.Find(handler)!.Pending is null));
        await WaitAsync(() => Services.GetServices<IHealthPart>().All(part => !part.Problems.Any()));
    }

    public async ValueTask DisposeAsync()
    {
        _processes.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Waits until a condition holds, within a bound.</summary>
    public static async Task WaitAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
        }
    }
}
