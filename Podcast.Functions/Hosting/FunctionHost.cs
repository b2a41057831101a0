using System.Runtime.InteropServices;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Podcast.Functions.AutoTranscoding;
using Podcast.Functions.EmptyBucket;
using Podcast.Functions.Entitlements;
using Podcast.Functions.Feeds;
using Podcast.Functions.PublisherApi;
using Podcast.Functions.Reconcile;
using Podcast.Functions.StreamProcessor;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Functions.TranscodingEvents;
using Podcast.Functions.Webhooks;
using Podcast.Telemetry;

namespace Podcast.Functions.Hosting;

/// <summary>
/// Runs the function that <c>_HANDLER</c> names until the process is told to stop. Before the first event there is the poll for it and
/// telemetry, nothing else.
/// </summary>
internal sealed class FunctionHost(Lazy<ServiceTelemetrySession> telemetry, FunctionEnvironment environment, TimeProvider time, bool mayFreeze)
{
    private static readonly string[] Handlers =
        ["PublisherApi", "Webhooks", "StreamProcessor", "Reconcile", "SubscriberCleanup", "Entitlements", "Feeds", "AutoTranscoding", "TranscodingEvents", "EmptyBucket"];

    /// <summary>Names of the functions, for whoever has named another one.</summary>
    public static string Known => string.Join(", ", Handlers);

    public static async Task<int> RunAsync(string? handler)
    {
        if (!Handlers.Contains(handler))
        {
            await Console.Error.WriteLineAsync(
                $"_HANDLER is '{handler}', which is no function of this program. Set it to one of: {Known}.").ConfigureAwait(false);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var telemetry = new Lazy<ServiceTelemetrySession>(() => ServiceTelemetry.Start(FunctionTelemetry.SourceName));

        // Lambda stops a process between two events, except on a managed instance; outside Lambda the variable is not there.
        var mayFreeze = Environment.GetEnvironmentVariable("AWS_LAMBDA_INITIALIZATION_TYPE") is not (null or "lambda-managed-instances");
        var host = new FunctionHost(telemetry, new(Environment.GetEnvironmentVariable), TimeProvider.System, mayFreeze);
        using var bootstrap = host.CreateBootstrap(handler!).Build();
        var running = bootstrap.RunAsync(stop.Token);

        // The time until the first event is free for it. And the bootstrap has put its own writer in front of the console's by now: a logger that holds
        // the console's own from before takes the two writers' locks the other way round, and both wait for ever
        // (https://github.com/dotnet/runtime/issues/133498).
        using var started = telemetry.Value;
        await running.ConfigureAwait(false);
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private LambdaBootstrapBuilder CreateBootstrap(string handler) => handler switch
    {
        "PublisherApi" => Http(() => PublisherApiFunction.Create(environment, telemetry.Value.Loggers, time)),
        "Webhooks" => Http(() => WebhooksFunction.Create(environment, telemetry.Value.Loggers, time)),
        "Entitlements" => Http(() => EntitlementsFunction.Create(environment, telemetry.Value.Loggers, time)),
        "Reconcile" => Scheduled(
            () => ReconcileFunction.Create(environment, telemetry.Value.Loggers, time)),
        "SubscriberCleanup" => Scheduled(
            () => SubscriberCleanupFunction.Create(environment, telemetry.Value.Loggers, time)),
        "AutoTranscoding" => Scheduled(() => AutoTranscodingFunction.Create(environment, telemetry.Value.Loggers, time)),
        "TranscodingEvents" => Scheduled(() => TranscodingEventsFunction.Create(environment, telemetry.Value.Loggers, time)),
        "EmptyBucket" => Scheduled(() => EmptyBucketFunction.Create(telemetry.Value.Loggers, time)),
        "Feeds" => Http(() => FeedsFunction.Create(environment, time)),
        _ => LambdaBootstrapBuilder.Create<DynamoDBEvent, StreamsEventResponse>(
            new FunctionRunner<DynamoDBEvent, StreamsEventResponse>(
                () => StreamProcessorFunction.Create(environment, telemetry.Value.Loggers, time), telemetry, time, mayFreeze).RunAsync,
            new SourceGeneratorLambdaJsonSerializer<FunctionJsonContext>()),
    };

    /// <summary>For what EventBridge Scheduler invokes, or a person: with any payload.</summary>
    private LambdaBootstrapBuilder Scheduled<TResult>(Func<IFunction<JsonElement, TResult>> create) =>
        LambdaBootstrapBuilder.Create<JsonElement, TResult>(
            new FunctionRunner<JsonElement, TResult>(create, telemetry, time, mayFreeze).RunAsync,
            new AnyPayloadSerializer(new SourceGeneratorLambdaJsonSerializer<FunctionJsonContext>()));

    private LambdaBootstrapBuilder Http(Func<IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>> create) =>
        LambdaBootstrapBuilder.Create<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>(
            new FunctionRunner<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>(create, telemetry, time, mayFreeze).RunAsync,
            new SourceGeneratorLambdaJsonSerializer<FunctionJsonContext>());
}
