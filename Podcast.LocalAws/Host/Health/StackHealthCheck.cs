using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core.Health;

namespace Podcast.LocalAws.Host.Health;

/// <summary>Healthy while every part of the stack works.</summary>
internal sealed class StackHealthCheck(IEnumerable<IHealthPart> parts) : IHealthCheck
{
    /// <summary>An unsigned request to the AWS endpoint: a signed one is about a bucket that happens to be called health.</summary>
    public static bool IsForHealth(HttpContext context) =>
        context.Features.Get<Listener>() is null or { Kind: ListenerKind.Api }
        && !context.Request.QueryString.HasValue
        && CredentialScope.Find(context.Request) is null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        parts.SelectMany(part => part.Problems).ToList() is { Count: > 0 } problems
            ? HealthCheckResult.Unhealthy(string.Join(' ', problems.Select(problem => $"{problem.Part}: {problem.Reason}")))
            : HealthCheckResult.Healthy());
}
