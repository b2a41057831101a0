using System.Diagnostics;

namespace Podcast.Functions.Hosting;

/// <summary>
/// Reads the trace context that Lambda hands to a function: <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>.
/// Without the dashes and the version, the root is a W3C trace id. See
/// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader.
/// </summary>
internal static class LambdaTraceContext
{
    private const int RootLength = 35;
    private const int ParentLength = 16;

    public static bool TryParse(string? header, out ActivityContext context)
    {
        context = default;
        ReadOnlySpan<char> root = default;
        ReadOnlySpan<char> parent = default;
        var sampled = false;
        foreach (var range in header.AsSpan().Split(';'))
        {
            var field = header.AsSpan(range).Trim();
            if (field.StartsWith("Root=", StringComparison.OrdinalIgnoreCase))
            {
                root = field[5..];
            }
            else if (field.StartsWith("Parent=", StringComparison.OrdinalIgnoreCase))
            {
                parent = field[7..];
            }
            else if (field.StartsWith("Sampled=", StringComparison.OrdinalIgnoreCase))
            {
                sampled = field[8..] is "1";
            }
        }

        if (root.Length != RootLength || !root.StartsWith("1-") || root[10] != '-' || parent.Length != ParentLength)
        {
            return false;
        }

        Span<char> trace = stackalloc char[32];
        root[2..10].CopyTo(trace);
        root[11..].CopyTo(trace[8..]);
        if (trace.ContainsAnyExcept(LowerHex) || parent.ContainsAnyExcept(LowerHex))
        {
            return false;
        }

        context = new(
            ActivityTraceId.CreateFromString(trace),
            ActivitySpanId.CreateFromString(parent),
            sampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None,
            isRemote: true);
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> LowerHex = System.Buffers.SearchValues.Create("0123456789abcdef");
}
