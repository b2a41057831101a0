using System.Runtime.InteropServices;
using Podcast.Functions.Hosting;
using Podcast.Telemetry;

namespace Podcast.Functions;

/// <summary>
/// Runs the function that <c>_HANDLER</c> names until the process is told to stop. Before the first event it polls and
/// starts telemetry, nothing else.
/// </summary>
internal static class FunctionHost
{
    public static async Task<int> RunAsync(string? handler)
    {
        if (Find(handler) is not { } function)
        {
            await Console.Error.WriteLineAsync(
                $"_HANDLER is '{handler}', which is no function of this program. Set it to one of: {string.Join(", ", Enum.GetNames<FunctionName>())}.")
                .ConfigureAwait(false);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var telemetry = new Lazy<ServiceTelemetrySession>(() => ServiceTelemetry.Start(
            FunctionTelemetry.SourceName, FunctionTelemetry.Describe($"{function}", Environment.GetEnvironmentVariable), TraceExport.Read(Environment.GetEnvironmentVariable)));

        // Lambda stops a process between two events, except on a managed instance; outside Lambda the variable is not there.
        var mayFreeze = Environment.GetEnvironmentVariable("AWS_LAMBDA_INITIALIZATION_TYPE") is not (null or "lambda-managed-instances");
        using var bootstrap = HostedFunctions.Get(function)
            .CreateBootstrap(() => CreateServices(telemetry.Value, TimeProvider.System), telemetry, TimeProvider.System, mayFreeze)
            .Build();
        var running = mayFreeze ? bootstrap.RunAsync(stop.Token) : new RuntimePolling(bootstrap.RunAsync, TimeProvider.System).RunAsync(stop.Token);

        // The time until the first event is free for it. And the bootstrap has put its own writer in front of the console's by now: a logger that holds
        // the console's own from before takes the two writers' locks the other way round, and both wait forever
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

    // Enum.TryParse would also take numbers and lists.
    private static FunctionName? Find(string? handler) =>
        Array.IndexOf(Enum.GetNames<FunctionName>(), handler) is >= 0 and var index ? Enum.GetValues<FunctionName>()[index] : null;

    private static FunctionServices CreateServices(ServiceTelemetrySession telemetry, TimeProvider time) => new()
    {
        Environment = new(Environment.GetEnvironmentVariable),
        Aws = new AwsClients(),
        Metrics = FunctionMetrics.ToStandardOutput(time),
        Loggers = telemetry.Loggers,
        Time = time,
    };
}
