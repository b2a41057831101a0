#nullable disable

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What the Runtime API says about an invocation in headers.</summary>
public interface IRuntimeApiHeaders
{
    /// <summary>Request id.</summary>
    string AwsRequestId { get; }

    /// <summary>X-Ray trace header; null when there is none.</summary>
    string TraceId { get; }

    /// <summary>Tenant; null when there is none.</summary>
    string TenantId { get; }
}
