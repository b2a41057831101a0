using Microsoft.Extensions.Logging;

namespace Podcast.Functions.Hosting;

/// <summary>What every function is composed from. The host takes it from the process, a test from wherever it likes.</summary>
internal sealed class FunctionServices
{
    public required FunctionEnvironment Environment { get; init; }

    public required IAwsClients Aws { get; init; }

    public required FunctionMetrics Metrics { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }
}
