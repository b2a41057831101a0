namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource sends telemetry to the dashboard.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>How it sends; any way when null.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
