using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Lambda.FunctionUrls;

/// <summary>Turns an HTTP request into the event of payload format 2.0. See https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload.</summary>
internal static class FunctionUrlRequest
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> ToEvent(
        HttpContext context, ReadOnlyMemory<byte> body, FunctionUrlConfiguration url, AwsCaller? caller, DateTimeOffset now)
    {
        var request = context.Request;
        var (path, query) = SplitTarget(context);
        var buffer = new ArrayBufferWriter<byte>(1024 + body.Length);
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartObject();
        writer.WriteString("version", "2.0");
        writer.WriteString("routeKey", "$default");
        writer.WriteString("rawPath", path);
        writer.WriteString("rawQueryString", query);
        WriteCookies(writer, request);
        WriteHeaders(writer, context);
        WriteQuery(writer, query);
        writer.WriteStartObject("requestContext");
        writer.WriteString("accountId", caller?.AccountId ?? "anonymous");
        writer.WriteString("apiId", url.Id);
        WriteAuthorizer(writer, caller);
        writer.WriteString("domainName", url.DomainName);
        writer.WriteString("domainPrefix", url.Id);
        writer.WriteStartObject("http");
        writer.WriteString("method", request.Method);
        writer.WriteString("path", path);
        writer.WriteString("protocol", request.Protocol);
        writer.WriteString("sourceIp", SourceIp(context));
        writer.WriteString("userAgent", request.Headers.UserAgent.ToString());
        writer.WriteEndObject();
        writer.WriteString("requestId", context.TraceIdentifier);
        writer.WriteString("routeKey", "$default");
        writer.WriteString("stage", "$default");
        writer.WriteString("time", now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        writer.WriteNumber("timeEpoch", now.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
        WriteBody(writer, request, body);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    // The path as sent: a decoded one would be ambiguous.
    private static (string Path, string Query) SplitTarget(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw && raw[0] == '/'
            ? raw
            : $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString.ToUriComponent()}";
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
    }

    private static void WriteCookies(Utf8JsonWriter writer, HttpRequest request)
    {
        if (request.Headers.Cookie.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("cookies");
        foreach (var header in request.Headers.Cookie)
        {
            foreach (var cookie in (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                writer.WriteStringValue(cookie);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteHeaders(Utf8JsonWriter writer, HttpContext context)
    {
        writer.WriteStartObject("headers");
        foreach (var (name, values) in context.Request.Headers)
        {
            // Cookies have a field of their own; a signature is Lambda's to read, and hop-by-hop headers end at it.
            var lowerName = name.ToLowerInvariant();
            if (lowerName is not ("cookie" or "authorization" or "connection" or "keep-alive" or "transfer-encoding" or "x-forwarded-for"
                or "x-forwarded-proto" or "x-forwarded-port"))
            {
                writer.WriteString(lowerName, string.Join(',', values.ToArray()));
            }
        }

        var forwardedFor = context.Request.Headers["X-Forwarded-For"];
        writer.WriteString("x-forwarded-for", forwardedFor.Count == 0 ? SourceIp(context) : $"{forwardedFor}, {SourceIp(context)}");
        writer.WriteString("x-forwarded-port", "443");
        writer.WriteString("x-forwarded-proto", "https");
        if (!context.Request.Headers.ContainsKey("x-amzn-trace-id"))
        {
            writer.WriteString("x-amzn-trace-id", XRayHeader.FromCurrent());
        }

        writer.WriteEndObject();
    }

    private static void WriteQuery(Utf8JsonWriter writer, string query)
    {
        if (query.Length == 0)
        {
            return;
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            parameters[name] = parameters.TryGetValue(name, out var earlier) ? $"{earlier},{value}" : value;
        }

        writer.WriteStartObject("queryStringParameters");
        foreach (var (name, value) in parameters)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private static string Decode(string text) => WebUtility.UrlDecode(text);

    private static void WriteAuthorizer(Utf8JsonWriter writer, AwsCaller? caller)
    {
        if (caller is null)
        {
            return;
        }

        writer.WriteStartObject("authorizer");
        writer.WriteStartObject("iam");
        writer.WriteString("accessKey", caller.AccessKeyId);
        writer.WriteString("accountId", caller.AccountId);
        writer.WriteString("callerId", caller.AccessKeyId);
        writer.WriteNull("cognitoIdentity");
        writer.WriteNull("principalOrgId");
        writer.WriteString("userArn", caller.PrincipalArn);
        writer.WriteString("userId", caller.AccessKeyId);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter writer, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var isText = IsText(request.ContentType);
        if (!body.IsEmpty)
        {
            writer.WriteString("body", isText ? Encoding.UTF8.GetString(body.Span) : Convert.ToBase64String(body.Span));
        }

        writer.WriteBoolean("isBase64Encoded", !body.IsEmpty && !isText);
    }

    private static bool IsText(string? contentType)
    {
        var mediaType = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return mediaType.StartsWith("text/", StringComparison.Ordinal)
            || mediaType is "application/json" or "application/xml" or "application/javascript"
            || mediaType.EndsWith("+json", StringComparison.Ordinal)
            || mediaType.EndsWith("+xml", StringComparison.Ordinal);
    }

    private static string SourceIp(HttpContext context) => (context.Connection.RemoteIpAddress ?? IPAddress.Loopback).ToString();
}
