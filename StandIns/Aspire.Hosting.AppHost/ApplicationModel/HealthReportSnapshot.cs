using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a health check found.</summary>
/// <param name="Name">The check's key.</param>
/// <param name="Status">The finding; null before the first run.</param>
/// <param name="Description">The reason.</param>
/// <param name="ExceptionText">The error, if there was one.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When the check ran last, in UTC.</summary>
    public DateTime? LastRunAt { get; init; }
}
