using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// Request lines with bytes above 0x7F, which CloudFront takes and Kestrel refuses: they are kept aside, and Kestrel reads underscores in their place. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-encoding.
/// </summary>
internal sealed class EightBitTargets : PipeReader
{
    private const byte Placeholder = (byte)'_';
    private const int MaxRequestLine = 16 * 1024;

    private readonly PipeReader _source;
    private string? _line;

    private EightBitTargets(PipeReader source) => _source = source;

    /// <summary>Wraps the input of a connection.</summary>
    public static void Wrap(ConnectionContext connection)
    {
        var targets = new EightBitTargets(connection.Transport.Input);
        connection.Transport = new Duplex(targets, connection.Transport.Output);
        connection.Features.Set(targets);
    }

    /// <summary>The request's target with all of its bytes, in the characters of <see cref="HeaderEncoding"/>; <see langword="null"/> when all are ASCII.</summary>
    public static string? Find(HttpContext context)
    {
        if (context.Features.Get<EightBitTargets>()?._line is not { } line)
        {
            return null;
        }

        // The line may be of another request, or of a body that looks like one.
        var ascii = string.Create(line.Length, line, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] < 0x80 ? source[i] : (char)Placeholder;
            }
        });
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        if (ascii != $"{request.Method} {request.RawTarget} {request.Protocol}")
        {
            return null;
        }

        var start = request.Method.Length + 1;
        return HeaderEncoding.Instance.GetString(Encoding.Latin1.GetBytes(line, start, request.RawTarget.Length));
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!_source.TryRead(out result))
        {
            return false;
        }

        Replace(result.Buffer);
        return true;
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await _source.ReadAsync(cancellationToken);
        Replace(result.Buffer);
        return result;
    }

    public override void AdvanceTo(SequencePosition consumed) => _source.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _source.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _source.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _source.Complete(exception);

    private void Replace(ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsEmpty || !char.IsAsciiLetterUpper((char)buffer.FirstSpan[0]) || buffer.PositionOf((byte)'\n') is not { } end)
        {
            return;
        }

        var line = buffer.Slice(0, end);
        if (line.Length > MaxRequestLine || (_line is null && !HasEightBit(line)))
        {
            return;
        }

        var text = Encoding.Latin1.GetString(line.ToArray()).TrimEnd('\r');
        if (!IsRequestLine(text))
        {
            return;
        }

        _line = HasEightBit(line) ? text : null;
        if (_line is null)
        {
            return;
        }

        foreach (var segment in line)
        {
            // The memory is the connection's own, and nobody else reads it.
            foreach (ref var unit in MemoryMarshal.AsMemory(segment).Span)
            {
                unit = unit < 0x80 ? unit : Placeholder;
            }
        }
    }

    private static bool HasEightBit(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (!Ascii.IsValid(segment.Span))
            {
                return true;
            }
        }

        return false;
    }

    // A header's line has a colon where this has a space.
    private static bool IsRequestLine(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && text.AsSpan(0, space).IndexOfAnyExceptInRange('A', 'Z') < 0
            && (text.EndsWith(" HTTP/1.1", StringComparison.Ordinal) || text.EndsWith(" HTTP/1.0", StringComparison.Ordinal));
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
