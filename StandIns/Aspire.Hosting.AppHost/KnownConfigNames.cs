using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The settings that the app host reads.</summary>
internal static class KnownConfigNames
{
    public const string AllowUnsecuredTransport = "ASPIRE_ALLOW_UNSECURED_TRANSPORT";
    public const string DashboardPath = "ASPIRE_DASHBOARD_PATH";
    public const string DashboardUrls = "ASPNETCORE_URLS";
    public const string DashboardOtlpGrpcUrl = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    public const string DashboardOtlpHttpUrl = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    public const string DashboardBrowserToken = "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN";
    public const string DashboardResourceServiceApiKey = "ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY";
    public const string DashboardAllowAnonymous = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";
    public const string ResourceServiceUrl = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";
    public const string ShowDashboardResources = "ASPIRE_SHOW_DASHBOARD_RESOURCES";
    public const string BrowserToken = "AppHost:BrowserToken";
    public const string OtlpApiKey = "AppHost:OtlpApiKey";
    public const string DashboardApiKey = "AppHost:DashboardApiKey";
    public const string ResourceServiceApiKey = "AppHost:ResourceService:ApiKey";
    public const string ResourceServiceAuthMode = "AppHost:ResourceService:AuthMode";
    public const string DashboardApplicationName = "AppHost:DashboardApplicationName";
    public const string AppHostDirectory = "AppHost:Directory";
    public const string RandomizePorts = "DcpPublisher:RandomizePorts";
    public const string DcpDashboardPath = "DcpPublisher:DashboardPath";

    public static bool IsTrue(this IConfiguration configuration, string key) => configuration[key] is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    public static string? NonEmpty(this IConfiguration configuration, string key) => configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
