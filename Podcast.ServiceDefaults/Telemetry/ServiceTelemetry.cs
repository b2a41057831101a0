using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Podcast.Telemetry;

/// <summary>
/// Traces, metrics and logs of one process, the same for every process of the system. They leave over OTLP when
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, as the app host does. A function's traces may go to an endpoint of their own besides; nothing else leaves.
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
            .ConfigureResource(resource => AddServiceName(resource, null))
            .WithTracing(provider => AddSources(provider, source).AddOtlpExporter())
            .WithMetrics(provider => ConfigureMetrics(provider, [source, .. meters]));
        return builder;
    }

    /// <summary>Starts telemetry in a process without a host, such as a Lambda function.</summary>
    /// <param name="source">As in <see cref="AddServiceTelemetry"/>.</param>
    /// <param name="attributes">What describes the process, by https://opentelemetry.io/docs/specs/semconv/resource/; its <c>service.name</c> counts where the environment has none.</param>
    /// <param name="traces">Sets the endpoint to which the traces go besides; <see langword="null"/> without one.</param>
    public static ServiceTelemetrySession Start(
        string source, IReadOnlyDictionary<string, object>? attributes = null, Action<OtlpExporterOptions>? traces = null)
    {
        var exports = ExportsOtlp;
        var provider = exports || traces is not null ? Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe) : null;
        if (provider is not null)
        {
            AddSources(provider, source);
            if (exports)
            {
                provider.AddOtlpExporter();
            }

            if (traces is not null)
            {
                provider.AddOtlpExporter("traces", traces);
            }
        }

        if (!exports)
        {
            return new(LoggerFactory.Create(AddConsole), provider?.Build(), null);
        }

        return new(
            LoggerFactory.Create(logging =>
            {
                AddConsole(logging);
                logging.AddOpenTelemetry(options =>
                {
                    var resource = ResourceBuilder.CreateDefault();
                    Describe(resource);
                    options.SetResourceBuilder(resource);
                    ConfigureLogging(options);
                });
            }),
            provider!.Build(),
            ConfigureMetrics(Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe), [source]).Build());

        void Describe(ResourceBuilder resource)
        {
            resource.AddAttributes((attributes ?? NoAttributes).Where(attribute => attribute.Key != ServiceName));
            AddServiceName(resource, attributes?.GetValueOrDefault(ServiceName) as string);
        }
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

    private const string ServiceName = "service.name";

    private static readonly Dictionary<string, object> NoAttributes = [];

    private static bool ExportsOtlp => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES are read by the SDK; outside the app host a process without a name of its own has its assembly's.
    private static void AddServiceName(ResourceBuilder resource, string? name)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME")))
        {
            resource.AddService(name ?? AppDomain.CurrentDomain.FriendlyName);
        }
    }

    private static void ConfigureLogging(OpenTelemetryLoggerOptions options)
    {
        options.IncludeFormattedMessage = true;
        options.IncludeScopes = true;
        options.AddOtlpExporter();
    }

    private static TracerProviderBuilder AddSources(TracerProviderBuilder provider, string source) => provider
        .AddSource(source)
        .AddHttpClientInstrumentation(http =>
        {
            http.FilterHttpRequestMessage = request => !IsRuntimeApi(request.RequestUri);
            http.EnrichWithHttpRequestMessage = (span, request) => span.SetTag("url.full", WithoutPath(request.RequestUri));
        });

    // Paths hold what is secret as well as queries do: the address of a publisher's webhook, a feed of another host that is imported.
    private static string? WithoutPath(Uri? uri) => uri is { IsAbsoluteUri: true } ? $"{uri.GetLeftPart(UriPartial.Scheme)}{uri.Authority}/" : null;

    private static MeterProviderBuilder ConfigureMetrics(MeterProviderBuilder provider, string[] meters) =>
        provider.AddMeter(meters).AddRuntimeInstrumentation().AddOtlpExporter();

    // A function's long poll for its next event is plumbing; the span of the invocation is the function's own.
    private static bool IsRuntimeApi(Uri? uri) => uri?.AbsolutePath.Contains("/2018-06-01/runtime/", StringComparison.Ordinal) == true;
}
