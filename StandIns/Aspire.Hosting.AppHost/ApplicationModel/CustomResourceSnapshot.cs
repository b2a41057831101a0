using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>All that is shown of a resource at one moment.</summary>
[DebuggerDisplay("{ResourceType} {State} {HealthStatus}")]
public sealed record CustomResourceSnapshot
{
    private readonly ImmutableArray<HealthReportSnapshot> _healthReports = [];
    private readonly ResourceStateSnapshot? _state;

    /// <summary>The kind of resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>What else is known about it.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When it was made.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it was started.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>Its state.</summary>
    public ResourceStateSnapshot? State
    {
        get => _state;
        init
        {
            _state = value;
            HealthStatus = ComputeHealthStatus(_healthReports, value?.Text);
        }
    }

    /// <summary>The exit code, once the process has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst finding of the health checks while it runs; null while it does not.</summary>
    public HealthStatus? HealthStatus { get; private set; }

    /// <summary>What the health checks found.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports
    {
        get => _healthReports;
        internal init
        {
            _healthReports = value;
            HealthStatus = ComputeHealthStatus(value, _state?.Text);
        }
    }

    /// <summary>Its environment variables.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Its links.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Its volumes.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>Its commands.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>How it relates to others.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>Whether the dashboard leaves it out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The name of a Fluent UI icon.</summary>
    public string? IconName { get; init; }

    /// <summary>How the icon is drawn.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>Counts the changes, so that a watcher can tell an old one.</summary>
    internal long Version { get; init; }

    /// <summary>Completes when all who listen for <see cref="ApplicationModel.ResourceReadyEvent"/> are done; null before the event.</summary>
    internal Task? ReadyTask { get; init; }

    private static HealthStatus? ComputeHealthStatus(ImmutableArray<HealthReportSnapshot> reports, string? state)
    {
        if (state != KnownResourceStates.Running)
        {
            return null;
        }

        var worst = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy;
        foreach (var report in reports)
        {
            // A check that has not run yet says nothing good.
            var status = report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy;
            worst = status < worst ? status : worst;
        }

        return worst;
    }
}
