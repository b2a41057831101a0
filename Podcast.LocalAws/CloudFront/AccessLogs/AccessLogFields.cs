using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;
using Podcast.LocalAws.CloudFront.Distribution;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudFront.AccessLogs;

/// <summary>
/// The fields that a delivery can choose. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html and
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#standard-logging-real-time-log-selection.
/// </summary>
internal static class AccessLogFields
{
    private static readonly FrozenDictionary<string, AccessLogField> All = ((AccessLogField[])
    [
        new("date", entry => entry.EndedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("time", entry => entry.EndedAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        new("timestamp(ms)", entry => entry.EndedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        new("x-edge-location", _ => EdgeLocation.Pop),
        new("sc-bytes", entry => entry.SentBytes.ToString(CultureInfo.InvariantCulture)),
        new("c-ip", entry => entry.Context.Connection.RemoteIpAddress?.ToString()),
        new("c-port", entry => entry.Context.Connection.RemotePort.ToString(CultureInfo.InvariantCulture)),
        new("cs-method", entry => entry.Context.Request.Method),
        new("cs(Host)", entry => entry.Distribution.DomainName),
        new("cs-uri-stem", entry => AccessLogText.Encode(EdgeRequestReader.ReadTarget(entry.Context)?.Path)),
        new("cs-uri-query", entry => AccessLogText.Encode(EdgeRequestReader.ReadTarget(entry.Context)?.Query)),
        new("sc-status", entry => entry.Status.ToString("000", CultureInfo.InvariantCulture)),
        new("cs(Referer)", entry => AccessLogText.Encode(entry.Context.Request.Headers.Referer)),
        new("cs(User-Agent)", entry => AccessLogText.Encode(entry.Context.Request.Headers.UserAgent)),
        new("x-edge-result-type", entry => entry.ResultType),
        new("x-edge-response-result-type", entry => entry.ResponseResultType),
        new("x-edge-detailed-result-type", entry => entry.IsCutOff ? "ClientCommError" : entry.OriginError ?? entry.ResultType),
        new("x-edge-request-id", entry => entry.RequestId),
        new("x-host-header", entry => entry.Context.Request.Host.Value),
        new("cs-protocol", entry => entry.Context.Request.Scheme),
        new("cs-protocol-version", entry => entry.Context.Request.Protocol),
        new("cs-bytes", entry => entry.ReceivedBytes.ToString(CultureInfo.InvariantCulture)),
        new("time-taken", entry => Seconds(entry.Taken)),
        new("time-to-first-byte", entry => Seconds(entry.ToFirstByte)),
        new("x-forwarded-for", entry => AccessLogText.Encode(entry.Context.Request.Headers["X-Forwarded-For"])),
        // Viewers come by plain HTTP, one distribution has no tenants, and nothing is encrypted by field.
        new("ssl-protocol", _ => null),
        new("ssl-cipher", _ => null),
        new("fle-status", _ => null),
        new("fle-encrypted-fields", _ => null),
        new("sc-content-type", entry => AccessLogText.Encode(entry.Context.Response.ContentType)),
        new("sc-content-len", entry => entry.Context.Response.ContentLength?.ToString(CultureInfo.InvariantCulture)),
        new("sc-range-start", entry => RangeOf(entry)?.From?.ToString(CultureInfo.InvariantCulture)),
        new("sc-range-end", entry => RangeOf(entry)?.To?.ToString(CultureInfo.InvariantCulture)),
        new("cache-behavior-path-pattern", entry => AccessLogText.Encode(entry.Behavior?.Pattern.Text)),
        // The runtime has encoded them.
        new("viewer-request-log-data", entry => entry.ViewerRequestData),
        new("viewer-response-log-data", entry => entry.ViewerResponseData),
    ]).ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    /// <exception cref="TemplateException">There is no such field here.</exception>
    public static AccessLogField Get(string name, string path) => All.GetValueOrDefault(name)
        ?? throw new TemplateException($"{path}: LocalAws does not implement the log field '{name}'. It has {string.Join(", ", All.Keys.Order(StringComparer.Ordinal))}.");

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static ContentRangeHeaderValue? RangeOf(AccessLogEntry entry) =>
        ContentRangeHeaderValue.TryParse(entry.Context.Response.Headers.ContentRange, out var range) && range.HasRange ? range : null;
}
