using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.CloudFront.Distribution.Origins;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.Core.Health;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Host.Faults;
using Podcast.LocalAws.Lambda;
using Podcast.LocalAws.Scheduler.Targets;
using Podcast.LocalAws.Template;
using Podcast.Tests.Integration.Faults;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Operators;

/// <summary>
/// The synthesized stack in a local AWS, with the processes of the functions that runbooks invoke. Its clock is ahead of the machine's by the minutes that tests let pass;
/// signatures alone are made and verified by the machine's clock, which the AWS CLI and the functions have.
/// </summary>
public sealed partial class RunbookSystem : IAsyncLifetime
{
    public const string AccessKeyId = "AKIATESTADMINISTRATOR";
    public const string SecretAccessKey = "a secret of this test alone";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private readonly HttpClient _viewer = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly AdvancingTimeProvider _clock = new();
    private readonly DynamoDBLocalFixture _dynamoDb;
    private readonly FunctionProcesses _processes;
    private LocalAwsServer? _server;

    public RunbookSystem(DynamoDBLocalFixture dynamoDb)
    {
        _dynamoDb = dynamoDb;
        // The processes have the machine's clock; what they measure has to lie in the minute that the test has come to.
        _processes = new(line => MetricTimestamp().Replace(
            line, match => $"\"Timestamp\":{(long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + (long)_clock.Ahead.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)}"));
    }

    /// <summary>The time that the tests have come to.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>When a fault was last there; an operator looks for it in the access log of that hour.</summary>
    public DateTimeOffset FaultAt { get; set; }

    internal FaultInjector Faults => Services.GetRequiredService<FaultInjector>();

    public IServiceProvider Services => _server!.Services;

    public Uri ApiUrl => _server!.ApiUrl;

    internal AwsCli Cli => new(ApiUrl, AccessKeyId, SecretAccessKey);

    internal Stack Stack => Services.GetRequiredService<StackHost>().Current;

    /// <summary>What the placeholders of runbooks stand for: the outputs of the stack by their names, and what else an operator looks up.</summary>
    internal IReadOnlyDictionary<string, string> Placeholders => new Dictionary<string, string>(Stack.Outputs, StringComparer.Ordinal)
    {
        ["alarm"] = Alarm("TranscodesFailed").Name,
        ["url"] = Stack.Outputs["FailedChangesUrl"],
        ["function"] = FunctionName("SubscriberCleanup"),
        ["EventPublisher"] = FunctionName("EventPublisher"),
        ["StreamProcessor"] = FunctionName("StreamProcessor"),
        ["log group"] = LogGroup("SubscriberCleanup"),
        ["name"] = Stack.OfType("AWS::CloudFront::Function").Single().Properties["Name"]!.ToString(),
        ["id"] = MappingId,
        ["TranscoderRole"] = TranscoderRole.PhysicalId,
        ["TranscoderRoleArn"] = TranscoderRole.GetAtt("Arn"),
        ["yyyy"] = FaultAt.ToString("yyyy", CultureInfo.InvariantCulture),
        ["MM"] = FaultAt.ToString("MM", CultureInfo.InvariantCulture),
        ["dd"] = FaultAt.ToString("dd", CultureInfo.InvariantCulture),
        ["HH"] = FaultAt.ToString("HH", CultureInfo.InvariantCulture),
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
        _server = await LocalAwsServer.StartAsync(
            new()
            {
                TemplatePath = template,
                StoragePath = Path.Combine(_folder, "objects"),
                DynamoDbEndpoint = await _dynamoDb.GetEndpointAsync(),
                AccessKeyId = AccessKeyId,
                SecretAccessKey = SecretAccessKey,
            },
            services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                KeepTheMachinesClock<RequestAuthenticator>(services);
                KeepTheMachinesClock<CredentialRegistry>(services);
                KeepTheMachinesClock<OriginSigner>(services);
                KeepTheMachinesClock<TargetClient>(services);
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
        _viewer.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Lets minutes pass until an alarm has a state; all alarms are evaluated after each.</summary>
    /// <param name="alarm">The alarm's name in Podcast.Infra.</param>
    /// <param name="state">The state that is waited for.</param>
    /// <param name="minutes">How many minutes may pass.</param>
    /// <param name="happen">What happens in each minute.</param>
    /// <exception cref="InvalidOperationException">The alarm has another state after all these minutes.</exception>
    internal async Task PassMinutesUntilAsync(string alarm, AlarmState state, int minutes, Func<RunbookSystem, Task> happen)
    {
        var watched = Alarm(alarm);
        for (var i = 0; i < minutes && (i == 0 || watched.Current.State != state); i++)
        {
            await happen(this);
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Services.GetRequiredService<AlarmEngine>().EvaluateAsync(Now, TestContext.Current.CancellationToken);
        }

        if (watched.Current.State != state)
        {
            throw new InvalidOperationException($"{watched.Name} is {watched.Current.State} and not {state} after {minutes} minutes: {watched.Current.Reason}");
        }
    }

    /// <summary>An alarm by its name in Podcast.Infra. As the template's constructs are named, the logical id has a hash at its end.</summary>
    internal Alarm Alarm(string name) => Services.GetRequiredService<AlarmRegistry>().All.Single(alarm => alarm.Configuration.LogicalId["ObservabilityAlarms".Length..^8] == name);

    /// <summary>Invokes a function, whose process is there.</summary>
    public async Task InvokeAsync(string handler) =>
        await Services.GetRequiredService<FunctionRegistry>().Find(handler)!.InvokeAsync("{}"u8.ToArray(), Guid.NewGuid().ToString(), TestContext.Current.CancellationToken);

    /// <summary>A viewer's request at the edge.</summary>
    public async Task ViewAsync(string path)
    {
        using var response = await _viewer.GetAsync(new Uri(_server!.EdgeUrl, path), TestContext.Current.CancellationToken);
        await response.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
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

    private static void KeepTheMachinesClock<T>(IServiceCollection services)
        where T : class => services.AddSingleton(provider => ActivatorUtilities.CreateInstance<T>(provider, TimeProvider.System));

    [GeneratedRegex(@"""Timestamp"":(\d{13})")]
    private static partial Regex MetricTimestamp();
}
