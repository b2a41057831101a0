namespace Podcast.Infra.Input;

/// <summary>
/// <c>traces</c>: where the functions send their OpenTelemetry traces. <c>off</c> (default): nowhere, and X-Ray has Lambda's own segments alone; <c>xray</c>:
/// CloudWatch's OTLP endpoint; or the address of a collector, such as <c>https://collector.example.com:4318</c>. See docs/telemetry.md.
/// </summary>
/// <param name="ToXRay">Whether they go to CloudWatch's endpoint.</param>
/// <param name="Collector">The address to which a collector's traces are posted; <see langword="null"/> without one.</param>
internal sealed record TraceSettings(bool ToXRay, string? Collector)
{
    private const string TracesPath = "/v1/traces";

    public static TraceSettings Off { get; } = new(false, null);

    /// <param name="value">The value of the context.</param>
    /// <exception cref="SynthesisException">It is none of those that are allowed.</exception>
    public static TraceSettings Read(string? value) => value switch
    {
        null or "off" => Off,
        "xray" => new(true, null),
        _ when Uri.TryCreate(value, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address is { UserInfo: "", Query: "", Fragment: "" } => new(false, PathOf(address)),
        _ => throw new SynthesisException(
            $"The context has traces={value}: it has to be off, xray, or the address of a collector without user, password and query, such as https://collector.example.com:4318."),
    };

    // As OTEL_EXPORTER_OTLP_ENDPOINT is read: https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp.
    private static string PathOf(Uri address)
    {
        var text = address.ToString().TrimEnd('/');
        return text.EndsWith(TracesPath, StringComparison.Ordinal) ? text : text + TracesPath;
    }
}
