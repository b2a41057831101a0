using System.IO.Compression;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.RestJson;
using Podcast.LocalAws.XRay.Otlp;

namespace Podcast.LocalAws.XRay;

/// <summary>
/// CloudWatch's OTLP endpoint for traces, with its limits. Its spans go into the log group <c>aws/spans</c>, as Transaction Search keeps them:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html. Transaction Search is always on here, and X-Ray's own API is
/// refused by name.
/// </summary>
internal sealed class XRayService : RestJsonService
{
    private const string LogGroup = "aws/spans";
    private const string LogStream = "default";
    private const int MaxSpans = 10_000;
    private const int MaxSpanBytes = 200 * 1024;
    private const int MaxBytes = 5 * 1024 * 1024;

    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(14);
    private static readonly TimeSpan MaxAhead = TimeSpan.FromHours(2);

    private readonly IFunctionLogSink[] _logs;
    private readonly TimeProvider _time;

    public XRayService(IAuthorizer authorizer, IEnumerable<IFunctionLogSink> logs, TimeProvider time)
    {
        _logs = [.. logs];
        _time = time;
        Operations = new(Name, authorizer) { { "POST /v1/traces", "PutSpans", _ => Permissions, PutSpansAsync } };
        foreach (var (route, operation) in Refused)
        {
            Operations.AddRoute(route, operation);
        }
    }

    public override string SigningName => "xray";

    public override string Name => "XRay";

    public override long MaxRequestBytes => MaxBytes;

    protected override RestOperationTable Operations { get; }

    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_xray.html: neither has a resource.
    private static IEnumerable<RequiredPermission> Permissions => [new("xray:PutSpans", "*"), new("xray:PutSpansForIndexing", "*")];

    private static IEnumerable<(string Route, string Operation)> Refused =>
    [
        ("POST /TraceSegments", "PutTraceSegments"), ("POST /TelemetryRecords", "PutTelemetryRecords"), ("POST /Traces", "BatchGetTraces"),
        ("POST /TraceSummaries", "GetTraceSummaries"), ("POST /GetTraceSegmentDestination", "GetTraceSegmentDestination"),
        ("POST /UpdateTraceSegmentDestination", "UpdateTraceSegmentDestination"), ("POST /UpdateIndexingRule", "UpdateIndexingRule"),
        ("POST /GetSamplingRules", "GetSamplingRules"), ("POST /SamplingTargets", "GetSamplingTargets"),
    ];

    private async Task<RestJsonResponse> PutSpansAsync(RestJsonRequest request)
    {
        var http = request.Context.Request;
        if (http.ContentType?.Split(';')[0].Trim() != "application/x-protobuf")
        {
            throw Bad($"The content type is {http.ContentType}. LocalAws reads application/x-protobuf: set the exporter's protocol to http/protobuf.");
        }

        IReadOnlyList<OtlpSpan> spans;
        try
        {
            spans = OtlpTraceReader.Read(await ReadBodyAsync(http, request.Aborted));
        }
        catch (Exception error) when (error is InvalidDataException or OverflowException)
        {
            throw Bad(error.Message);
        }

        Check(spans);
        foreach (var span in spans)
        {
            Write(span);
        }

        LocalAwsMetrics.RecordSpans(spans.Count);
        // An ExportTraceServiceResponse in which everything was taken has no field.
        request.Context.Response.ContentType = "application/x-protobuf";
        return RestJsonResponse.Empty(StatusCodes.Status200OK);
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        await using var body = encoding switch
        {
            "" or "identity" => request.Body,
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            _ => throw Bad($"The content encoding is {encoding}: the endpoint takes gzip or none."),
        };
        using var whole = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > MaxBytes)
            {
                throw Bad($"The request is larger than {MaxBytes} bytes without compression.");
            }
        }

        return whole.ToArray();
    }

    private void Check(IReadOnlyList<OtlpSpan> spans)
    {
        if (spans.Count > MaxSpans)
        {
            throw Bad($"The request has {spans.Count} spans; {MaxSpans} are the most.");
        }

        var now = _time.GetUtcNow();
        foreach (var span in spans)
        {
            if (span.Size > MaxSpanBytes)
            {
                throw Bad($"A span has {span.Size} bytes; {MaxSpanBytes} are the most.");
            }

            if (span.Start < now - MaxAge || span.Start > now + MaxAhead)
            {
                throw Bad("A span began more than 14 days ago or begins in more than 2 hours.");
            }
        }
    }

    private void Write(OtlpSpan span)
    {
        var text = span.Document.ToJsonString();
        var service = span.Document["resource"]?["attributes"]?["service.name"]?.ToString() ?? "";
        foreach (var log in _logs)
        {
            log.Write(new(service, LogGroup, LogStream, span.Start, text));
        }
    }

    private static AwsException Bad(string message) => new("InvalidRequestException", message, StatusCodes.Status400BadRequest);
}
