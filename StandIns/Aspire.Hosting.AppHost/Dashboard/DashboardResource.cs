using System.Net.Sockets;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dashboard;

/// <summary>Adds the dashboard as a resource that the dashboard itself does not show.</summary>
internal sealed partial class DashboardResource(
    IConfiguration configuration,
    DistributedApplicationOptions options,
    ResourceServiceHost resourceService,
    DashboardProgram program,
    IDistributedApplicationEventing eventing,
    IOptions<HealthCheckServiceOptions> healthChecks,
    ILogger<DistributedApplication> logger)
{
    public const string Name = "aspire-dashboard";
    public const string OtlpGrpcEndpoint = "otlp-grpc";
    public const string OtlpHttpEndpoint = "otlp-http";

    private const string HealthCheckKey = "aspire-dashboard_check";

    /// <exception cref="DistributedApplicationException">Its program cannot be found or fetched, or it would listen on http and that was not allowed.</exception>
    public async Task AddToAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var dashboard = await program.CreateResourceAsync(Name, cancellationToken).ConfigureAwait(false);
        AddEndpoints(dashboard);
        dashboard.Annotations.Add(new ExcludeLifecycleCommandsAnnotation());
        dashboard.Annotations.Add(new ResourceIconAnnotation("ContentView"));
        dashboard.Annotations.Add(new EnvironmentCallbackAnnotation(SetEnvironment));
        dashboard.Annotations.Add(new ResourceUrlsCallbackAnnotation(NameUrls));
        dashboard.Annotations.Add(new HealthCheckAnnotation(HealthCheckKey));
        if (!configuration.IsTrue(KnownConfigNames.ShowDashboardResources))
        {
            dashboard.Annotations.Add(new HiddenAnnotation(HiddenBehavior.Always));
        }

        var frontend = Frontend(dashboard);
        healthChecks.Value.Registrations.Add(new HealthCheckRegistration(HealthCheckKey, _ => new EndpointHealthCheck(frontend, "/login", 200), failureStatus: null, tags: null));
        eventing.Subscribe<ResourceReadyEvent>(dashboard, (_, _) => AnnounceAsync(dashboard));
        model.Resources.Insert(0, dashboard);
    }

    private static EndpointReference Frontend(ExecutableResource dashboard) =>
        dashboard.GetEndpoints().First(endpoint => endpoint.IsHttpSchemeNamedEndpoint);

    private void AddEndpoints(ExecutableResource dashboard)
    {
        var allowsHttp = options.AllowUnsecuredTransport || configuration.IsTrue(KnownConfigNames.AllowUnsecuredTransport);
        var scheme = allowsHttp ? "http" : "https";
        var host = "localhost";
        if (configuration.NonEmpty(KnownConfigNames.DashboardUrls) is { } urls)
        {
            foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                host = Add(KnownConfigNames.DashboardUrls, url, name: null, transport: null).TargetHost;
            }
        }
        else
        {
            Add(KnownConfigNames.DashboardUrls, $"{scheme}://{host}:0", name: null, transport: null);
        }

        var grpc = configuration.NonEmpty(KnownConfigNames.DashboardOtlpGrpcUrl);
        var http = configuration.NonEmpty(KnownConfigNames.DashboardOtlpHttpUrl);
        if (grpc is not null || http is null)
        {
            Add(KnownConfigNames.DashboardOtlpGrpcUrl, grpc ?? $"{scheme}://{host}:0", OtlpGrpcEndpoint, transport: "http2");
        }

        if (http is not null || grpc is null)
        {
            Add(KnownConfigNames.DashboardOtlpHttpUrl, http ?? $"{scheme}://{host}:0", OtlpHttpEndpoint, transport: null);
        }

        EndpointAnnotation Add(string setting, string url, string? name, string? transport)
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme == "http" && !allowsHttp)
            {
                throw new DistributedApplicationException($"{setting} must be an https address unless {KnownConfigNames.AllowUnsecuredTransport} is set to true.");
            }

            var endpoint = new EndpointAnnotation(ProtocolType.Tcp, address.Scheme, transport, name, port: address.Port, isProxied: true) { TargetHost = address.Host };
            dashboard.Annotations.Add(endpoint);
            return endpoint;
        }
    }

    private void SetEnvironment(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        var dashboard = (ExecutableResource)context.Resource;
        foreach (var (name, value) in configuration.AsEnumerable())
        {
            if (value is not null && name.StartsWith("ASPIRE_DASHBOARD_", StringComparison.OrdinalIgnoreCase))
            {
                variables[name] = value;
            }
        }

        // It starts beside everything else: what would make it faster later has to wait (the delay is hexadecimal, in milliseconds).
        variables["DOTNET_TieredPGO"] = "0";
        variables["DOTNET_TC_CallCountingDelayMs"] = "1388";
        variables["ASPNETCORE_ENVIRONMENT"] = configuration["ASPNETCORE_ENVIRONMENT"] ?? "Production";
        variables["ASPNETCORE_URLS"] = string.Join(';', dashboard.GetEndpoints().Where(endpoint => endpoint.IsHttpSchemeNamedEndpoint).Select(ListenUrl));
        variables["DASHBOARD__FRONTEND__PUBLICURL"] = Frontend(dashboard).Url;
        SetListenUrl(KnownConfigNames.DashboardOtlpGrpcUrl, OtlpGrpcEndpoint);
        SetListenUrl(KnownConfigNames.DashboardOtlpHttpUrl, OtlpHttpEndpoint);
        variables[KnownConfigNames.ResourceServiceUrl] = resourceService.Address!.GetLeftPart(UriPartial.Authority);
        variables["ASPIRE_DASHBOARD_API_ENABLED"] = "true";
        SetKey("DASHBOARD__FRONTEND__AUTHMODE", "BrowserToken", "DASHBOARD__FRONTEND__BROWSERTOKEN", KnownConfigNames.BrowserToken);
        SetKey("DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE", "ApiKey", "DASHBOARD__RESOURCESERVICECLIENT__APIKEY", KnownConfigNames.ResourceServiceApiKey);
        SetKey("DASHBOARD__OTLP__AUTHMODE", "ApiKey", "DASHBOARD__OTLP__PRIMARYAPIKEY", KnownConfigNames.OtlpApiKey);
        SetKey("DASHBOARD__API__AUTHMODE", "ApiKey", "DASHBOARD__API__PRIMARYAPIKEY", KnownConfigNames.DashboardApiKey);

        void SetKey(string mode, string withKey, string name, string setting)
        {
            var key = configuration.NonEmpty(setting);
            variables[mode] = key is null ? "Unsecured" : withKey;
            if (key is not null)
            {
                variables[name] = key;
            }
        }

        void SetListenUrl(string name, string endpointName)
        {
            if (dashboard.GetEndpoint(endpointName) is { Exists: true } endpoint)
            {
                variables[name] = ListenUrl(endpoint);
            }
        }

        static string ListenUrl(EndpointReference endpoint) => $"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Port}";
    }

    private void NameUrls(ResourceUrlsCallbackContext context)
    {
        var token = configuration.NonEmpty(KnownConfigNames.BrowserToken);
        foreach (var url in context.Urls)
        {
            if (url.Endpoint is not { IsHttpSchemeNamedEndpoint: true } endpoint)
            {
                url.DisplayText = url.Endpoint?.EndpointName;
                continue;
            }

            url.DisplayText = $"Dashboard ({endpoint.EndpointName})";
            url.DisplayOrder = 1;
            url.Url = token is null ? url.Url : $"{url.Url}/login?t={token}";
        }
    }

    private Task AnnounceAsync(ExecutableResource dashboard)
    {
        var url = Frontend(dashboard).Url;
        LogListening(logger, url);
        if (configuration.NonEmpty(KnownConfigNames.BrowserToken) is { } token)
        {
            // `dotnet watch` opens the browser when it reads this very sentence.
            LogLogin(logger, $"{url}/login?t={token}");
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(10, LogLevel.Information, "Now listening on: {DashboardUrl}")]
    private static partial void LogListening(ILogger logger, string dashboardUrl);

    [LoggerMessage(11, LogLevel.Information, "Login to the dashboard at {LoginUrl}")]
    private static partial void LogLogin(ILogger logger, string loginUrl);
}
