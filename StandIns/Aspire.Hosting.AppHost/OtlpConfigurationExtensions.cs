using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Makes resources send telemetry to the dashboard.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Tells the resource where to send telemetry.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment) =>
        Add(resource, configuration, environment, protocol: null);

    /// <summary>Tells the resource where to send telemetry, and how.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol) =>
        Add(resource, configuration, environment, protocol);

    /// <summary>Tells the resource where to send telemetry.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder) where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment);
        return builder;
    }

    /// <summary>Tells the resource where to send telemetry, and how.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment, protocol);
        return builder;
    }

    private static void Add(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? protocol)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        resource.Annotations.Add(new OtlpExporterAnnotation { RequiredProtocol = protocol });

        // https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            var variables = context.EnvironmentVariables;
            (variables["OTEL_EXPORTER_OTLP_ENDPOINT"], variables["OTEL_EXPORTER_OTLP_PROTOCOL"]) = Endpoint(context, configuration, protocol);
            variables["OTEL_SERVICE_NAME"] = resource.Name;
            variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={(resource.TryGetLastAnnotation<ResourceInstanceAnnotation>(out var instance) ? instance.Suffix : resource.Name)}";
            if (configuration.NonEmpty(KnownConfigNames.OtlpApiKey) is { } key)
            {
                variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
            }

            if (environment.IsDevelopment())
            {
                // Who develops wants to see all of it, and at once.
                variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
                variables["OTEL_TRACES_SAMPLER"] = "always_on";
                variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
                variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
            }
        }));
    }

    private static (object Endpoint, string Protocol) Endpoint(EnvironmentCallbackContext context, IConfiguration configuration, OtlpProtocol? protocol)
    {
        var model = context.ExecutionContext.Services.GetRequiredService<DistributedApplicationModel>();
        if (model.Resources.TryGetByName(DashboardResource.Name, out var found) && found is IResourceWithEndpoints dashboard)
        {
            var grpc = dashboard.GetEndpoint(DashboardResource.OtlpGrpcEndpoint);
            var http = dashboard.GetEndpoint(DashboardResource.OtlpHttpEndpoint);
            return protocol is OtlpProtocol.HttpProtobuf or OtlpProtocol.HttpJson && http.Exists || !grpc.Exists
                ? (http, HttpName())
                : (grpc, "grpc");
        }

        var grpcUrl = configuration.NonEmpty(KnownConfigNames.DashboardOtlpGrpcUrl);
        var httpUrl = configuration.NonEmpty(KnownConfigNames.DashboardOtlpHttpUrl);
        return protocol switch
        {
            OtlpProtocol.HttpProtobuf or OtlpProtocol.HttpJson => (httpUrl ?? throw new InvalidOperationException($"OTLP over HTTP is asked for, but {KnownConfigNames.DashboardOtlpHttpUrl} is not set."), HttpName()),
            null when grpcUrl is null && httpUrl is not null => (httpUrl, "http/protobuf"),
            _ => (grpcUrl ?? "http://localhost:18889", "grpc"),
        };

        string HttpName() => protocol == OtlpProtocol.HttpJson ? "http/json" : "http/protobuf";
    }
}
