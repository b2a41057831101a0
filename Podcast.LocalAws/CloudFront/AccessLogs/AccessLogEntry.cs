using System.Text.Encodings.Web;
using System.Text.Json;
using Podcast.LocalAws.CloudFront.Distribution;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;

namespace Podcast.LocalAws.CloudFront.AccessLogs;

/// <summary>One viewer's request, from its arrival to the last byte of its response, as the access log tells it.</summary>
internal sealed class AccessLogEntry(
    HttpContext context, string requestId, DistributionConfig distribution, BehaviorConfig? behavior, CountedResponseBody body, TimeProvider time)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly long _startedAt = time.GetTimestamp();

    public HttpContext Context => context;

    public string RequestId => requestId;

    public DistributionConfig Distribution => distribution;

    public BehaviorConfig? Behavior => behavior;

    /// <summary>What the viewer-request function gave to <c>cf.logCustomData</c>, encoded and cut off.</summary>
    public string? ViewerRequestData { get; set; }

    /// <summary>The same of the viewer-response function.</summary>
    public string? ViewerResponseData { get; set; }

    /// <summary>Why the origin could not be asked; <see langword="null"/> when it responded, be it with an error.</summary>
    public string? OriginError { get; set; }

    public DateTimeOffset EndedAt { get; private set; }

    public TimeSpan Taken { get; private set; }

    public TimeSpan ToFirstByte => body.FirstByteAt == 0 ? Taken : time.GetElapsedTime(_startedAt, body.FirstByteAt);

    /// <summary>Whether the viewer left before it had everything.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>0 when the viewer left before there was a response.</summary>
    public int Status => IsCutOff && !context.Response.HasStarted ? 0 : context.Response.StatusCode;

    public long SentBytes => context.Response.HasStarted ? body.Bytes + LengthOf(context.Response.Headers) + 15 : 0;

    public long ReceivedBytes => LengthOf(context.Request.Headers) + context.Request.Method.Length + 12 + (EdgeRequestReader.ReadTarget(context)?.Path.Length ?? 0);

    public string ResponseResultType => context.Response.Headers["X-Cache"].ToString().Split(' ')[0];

    public string ResultType => IsCutOff ? ResultTypes.Error : ResponseResultType;

    /// <summary>Takes the time of the last byte.</summary>
    public void End()
    {
        EndedAt = time.GetUtcNow();
        Taken = time.GetElapsedTime(_startedAt);
        IsCutOff = context.RequestAborted.IsCancellationRequested;
    }

    /// <summary>The line of a log in JSON: one object, every value a string, a hyphen for none.</summary>
    public byte[] ToJson(IReadOnlyList<AccessLogField> fields)
    {
        using var buffer = new MemoryStream(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (var field in fields)
            {
                writer.WriteString(field.Name, field.Read(this) is { Length: > 0 } value ? value : "-");
            }

            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    // A name, a colon, a space, a value and the line's end.
    private static long LengthOf(IHeaderDictionary headers)
    {
        var length = 2L;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                length += name.Length + (value?.Length ?? 0) + 4;
            }
        }

        return length;
    }
}
