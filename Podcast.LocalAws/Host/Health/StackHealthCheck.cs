using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Host.Health;

/// <summary>Healthy once every part of the stack is there.</summary>
internal sealed class StackHealthCheck(IEnumerable<IReadiness> parts) : IHealthCheck
{
    /// <summary>An unsigned request to the AWS endpoint: a signed one is about a bucket that happens to be called health.</summary>
    public static bool IsForHealth(HttpContext context) =>
        context.Features.Get<Listener>() is null or { Kind: ListenerKind.Api }
        && !context.Request.QueryString.HasValue
        && CredentialScope.Find(context.Request) is null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        parts.Select(part => part.Pending).FirstOrDefault(reason => reason is not null) is { } pending
            ? HealthCheckResult.Unhealthy(pending)
            : HealthCheckResult.Healthy());
}
