using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Podcast.Telemetry;

namespace Podcast.ServiceDefaults;

/// <summary>
/// What every process with a host has in common, by the convention of Aspire's template: https://aspire.dev/fundamentals/service-defaults/. A Lambda function has
/// no host and wants a short start; it takes <see cref="ServiceTelemetry.Start"/> alone. Service discovery is left out: addresses come from the environment.
/// </summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Whether the process and what it depends on are ready.</summary>
    public const string HealthPath = "/health";

    /// <summary>Whether the process runs.</summary>
    public const string AlivePath = "/alive";

    private const string Live = "live";

    // https://learn.microsoft.com/aspnet/core/log-mon/metrics/built-in and https://learn.microsoft.com/dotnet/core/diagnostics/built-in-metrics-system-net
    private static readonly string[] WebMeters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http"];

    /// <summary>
    /// Adds telemetry, with the source and the meter that are named after the application; a health check for liveness; and retries, a circuit breaker and
    /// time-outs for every client of <see cref="IHttpClientFactory"/>.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddServiceTelemetry(builder.Environment.ApplicationName, WebMeters);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [Live]);
        builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        return builder;
    }

    /// <summary>
    /// Serves <c>GET /health</c> (whether all checks pass) and <c>GET /alive</c> (whether the process still works) with 200 or 503. Middleware and no routes, because
    /// a process may have no routing.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="isForHealth">Tells a request for these paths from one for something of the application's own with the same path.</param>
    public static IApplicationBuilder UseDefaultEndpoints(this IApplicationBuilder app, Func<HttpContext, bool> isForHealth) => app
        .UseWhen(
            context => HttpMethods.IsGet(context.Request.Method) && isForHealth(context),
            branch => branch
                .UseHealthChecks(HealthPath)
                .UseHealthChecks(AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Live) }));
}
