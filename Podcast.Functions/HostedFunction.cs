using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Podcast.Functions.Hosting;
using Podcast.Telemetry;

namespace Podcast.Functions;

/// <summary>How one function is composed, and how its payloads are read and written.</summary>
internal abstract class HostedFunction
{
    /// <exception cref="FunctionConfigurationException">An environment variable of the function is missing.</exception>
    public abstract object Compose(FunctionServices services);

    /// <param name="services">What the function is composed from when its first event arrives.</param>
    /// <param name="telemetry">The telemetry of the process.</param>
    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="mayFreeze">Whether Lambda may stop the process between two events.</param>
    public abstract LambdaBootstrapBuilder CreateBootstrap(
        Func<FunctionServices> services, Lazy<ServiceTelemetrySession> telemetry, TimeProvider time, bool mayFreeze);
}

/// <inheritdoc cref="HostedFunction"/>
internal sealed class HostedFunction<TEvent, TResult>(
    Func<FunctionServices, IFunction<TEvent, TResult>> compose, Func<ILambdaSerializer> createSerializer) : HostedFunction
{
    public override object Compose(FunctionServices services) => compose(services);

    public override LambdaBootstrapBuilder CreateBootstrap(
        Func<FunctionServices> services, Lazy<ServiceTelemetrySession> telemetry, TimeProvider time, bool mayFreeze) =>
        LambdaBootstrapBuilder.Create<TEvent, TResult>(
            new FunctionRunner<TEvent, TResult>(() => compose(services()), telemetry, time, mayFreeze).RunAsync, createSerializer());
}
