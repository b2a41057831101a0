using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Podcast.Telemetry;

/// <summary>
/// Traces, metrics and logs of one process, the same for every process of the system. They leave over OTLP when
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, as the app host does, and go nowhere else.
/// See https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.
/// </summary>
public static class ServiceTelemetry
{
    /// <summary>Adds telemetry to a process that has a generic host.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="source">The name of the process's own <see cref="System.Diagnostics.ActivitySource"/> and meter; a trailing <c>*</c> matches any ending.</param>
    /// <param name="meters">Meters of the libraries that only this process uses, such as those of ASP.NET Core.</param>
    public static TBuilder AddServiceTelemetry<TBuilder>(this TBuilder builder, string source, params string[] meters)
        where TBuilder : IHostApplicationBuilder
    {
        if (!ExportsOtlp)
        {
            return builder;
        }

        builder.Services.AddHostedService<TelemetryShutdown>();
        builder.Logging.AddOpenTelemetry(ConfigureLogging);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(AddServiceName)
            .WithTracing(provider => ConfigureTracing(provider, source))
            .WithMetrics(provider => ConfigureMetrics(provider, [source, .. meters]));
        return builder;
    }

    /// <summary>Starts telemetry in a process without a host, such as a Lambda function.</summary>
    /// <param name="source">As in <see cref="AddServiceTelemetry"/>.</param>
    public static ServiceTelemetrySession Start(string source)
    {
        if (!ExportsOtlp)
        {
            return new(LoggerFactory.Create(AddConsole), null, null);
        }

        return new(
            LoggerFactory.Create(logging =>
            {
                AddConsole(logging);
                logging.AddOpenTelemetry(options =>
                {
                    options.SetResourceBuilder(CreateResource());
                    ConfigureLogging(options);
                });
            }),
            ConfigureTracing(Sdk.CreateTracerProviderBuilder().ConfigureResource(AddServiceName), source).Build(),
            ConfigureMetrics(Sdk.CreateMeterProviderBuilder().ConfigureResource(AddServiceName), [source]).Build());
    }

    // What a function writes to its console becomes its log, in the format that the function is configured with.
    private static void AddConsole(ILoggingBuilder logging)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT"), "JSON", StringComparison.OrdinalIgnoreCase))
        {
            logging.AddConsole(console => console.FormatterName = LambdaLogFormatter.FormatterName);
            logging.Services.AddSingleton<ConsoleFormatter>(new LambdaLogFormatter(TimeProvider.System));
        }
        else
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled));
        }
    }

    private static bool ExportsOtlp => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    private static ResourceBuilder CreateResource()
    {
        var resource = ResourceBuilder.CreateDefault();
        AddServiceName(resource);
        return resource;
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES are read by the SDK; outside the app host the assembly's name has to do.
    private static void AddServiceName(ResourceBuilder resource)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME")))
        {
            resource.AddService(AppDomain.CurrentDomain.FriendlyName);
        }
    }

    private static void ConfigureLogging(OpenTelemetryLoggerOptions options)
    {
        options.IncludeFormattedMessage = true;
        options.IncludeScopes = true;
        options.AddOtlpExporter();
    }

    private static TracerProviderBuilder ConfigureTracing(TracerProviderBuilder provider, string source) => provider
        .AddSource(source)
        .AddHttpClientInstrumentation(http => http.FilterHttpRequestMessage = request => !IsRuntimeApi(request.RequestUri))
        .AddOtlpExporter();

    private static MeterProviderBuilder ConfigureMetrics(MeterProviderBuilder provider, string[] meters) =>
        provider.AddMeter(meters).AddRuntimeInstrumentation().AddOtlpExporter();

    // A function's long poll for its next event is plumbing; the span of the invocation is the function's own.
    private static bool IsRuntimeApi(Uri? uri) => uri?.AbsolutePath.Contains("/2018-06-01/runtime/", StringComparison.Ordinal) == true;
}
