using System.Diagnostics;

namespace Podcast.LocalAws.Lambda;

/// <summary>
/// The trace header that Lambda gives a runtime. It holds the same 128-bit trace id as the current span.
/// See https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader.
/// </summary>
internal static class XRayHeader
{
    /// <summary>The current span as <c>Root=1-8 hex-24 hex;Parent=16 hex;Sampled=1</c>.</summary>
    public static string FromCurrent() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span
        ? Format(span.TraceId, span.SpanId, span.Recorded)
        : Format(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), sampled: false);

    private static string Format(ActivityTraceId trace, ActivitySpanId parent, bool sampled)
    {
        var id = trace.ToHexString();
        return $"Root=1-{id[..8]}-{id[8..]};Parent={parent.ToHexString()};Sampled={(sampled ? 1 : 0)}";
    }
}
