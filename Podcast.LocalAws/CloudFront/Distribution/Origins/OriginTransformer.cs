using System.Collections.Frozen;
using System.Diagnostics;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Yarp.ReverseProxy.Forwarder;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>Writes one request to the origin, and takes its response. Nothing of the viewer's request goes out but what the policies include.</summary>
internal sealed class OriginTransformer(
    EdgeExchange exchange, DistributionConfig distribution, EdgeIdentity identity, OriginUri uris, OriginSigner signer, Activity? span) : HttpTransformer
{
    private static readonly FrozenSet<string> ConnectionHeaders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via",
        "X-Cache", "X-Amz-Cf-Id", "X-Amz-Cf-Pop");

    // Sent by the client itself, or set below.
    private static readonly FrozenSet<string> NotCopied = FrozenSet.Create(
        StringComparer.Ordinal, "host", "user-agent", "via", "x-forwarded-for", "accept-encoding", "transfer-encoding", "cdn-loop");

    /// <summary>The origin's status, when an error page takes the response's place.</summary>
    public int? ErrorStatus { get; private set; }

    /// <summary>How the viewer-response function failed.</summary>
    public FailureResult? Failure { get; private set; }

    /// <summary>The body that the viewer-response function made.</summary>
    public byte[]? GeneratedBody { get; private set; }

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var forwarding = exchange.Behavior.Forwarding;
        var source = exchange.Request;
        var origin = exchange.Origin;
        if (exchange.ErrorPageStatus is not null)
        {
            proxyRequest.Method = source.Method == "HEAD" ? HttpMethod.Head : HttpMethod.Get;
            proxyRequest.Content = null;
        }

        proxyRequest.RequestUri = uris.Create(origin, source, forwarding.FilterQuery(source.RawQuery));
        foreach (var (name, values) in source.Headers)
        {
            if (!NotCopied.Contains(name) && forwarding.IncludesHeader(name))
            {
                Add(proxyRequest, name, values.Select(value => value.Value));
            }
        }

        Set(proxyRequest, "Accept-Encoding", forwarding.AcceptEncoding(source.Headers["accept-encoding"]));
        Set(proxyRequest, "Cookie", forwarding.FilterCookies(source.Cookies));
        Set(proxyRequest, "User-Agent", forwarding.IncludesHeader("user-agent") ? source.Headers["user-agent"] ?? "Amazon CloudFront" : "Amazon CloudFront");
        Set(proxyRequest, "Via", Append(source.Headers["via"], identity.Via));
        Set(proxyRequest, "X-Forwarded-For", Append(source.Headers["x-forwarded-for"], httpContext.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1"));
        Set(proxyRequest, "X-Amz-Cf-Id", exchange.RequestId);
        foreach (var (name, value) in origin.CustomHeaders)
        {
            Set(proxyRequest, name, value);
        }

        proxyRequest.Headers.Host = origin.HostHeader
            ?? (!origin.IsS3 && forwarding.IncludesHeader("host") ? source.Headers["host"] : null)
            ?? origin.DomainName;
        if (origin.AccessControl is { } control)
        {
            signer.Sign(proxyRequest, control, distribution.Arn, source.Headers["x-amz-content-sha256"]);
        }

        // CloudFront does not do this; here one trace goes through.
        Set(proxyRequest, "traceparent", (span ?? Activity.Current)?.Id);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return ValueTask.FromResult(false);
        }

        var status = (int)proxyResponse.StatusCode;
        span?.SetTag("http.response.status_code", status);
        if (exchange.ErrorPageStatus is not null ? status >= 400 : distribution.ErrorPages.ContainsKey(status))
        {
            ErrorStatus = status;
            return ValueTask.FromResult(false);
        }

        var response = httpContext.Response;
        response.StatusCode = exchange.ErrorPageStatus ?? status;
        CopyHeaders(proxyResponse, response.Headers);
        exchange.Behavior.ResponseHeaders?.Apply(httpContext.Request, response.Headers);
        if (exchange.ViewerResponseFunction is not null && response.StatusCode < 400 && !RunFunction(httpContext))
        {
            return ValueTask.FromResult(false);
        }

        identity.Sign(response.Headers, exchange.RequestId, response.StatusCode >= 400 ? ResultTypes.Error : ResultTypes.Miss);
        return ValueTask.FromResult(GeneratedBody is null);
    }

    private void CopyHeaders(HttpResponseMessage source, IHeaderDictionary target)
    {
        var forwardsCookies = exchange.Behavior.Forwarding.ForwardsCookies;
        foreach (var (name, values) in source.Headers.NonValidated.Concat(source.Content.Headers.NonValidated))
        {
            var isRemoved = ConnectionHeaders.Contains(name)
                || (!forwardsCookies && string.Equals(name, "Set-Cookie", StringComparison.OrdinalIgnoreCase))
                || (exchange.Origin.IsS3 && name.ToLowerInvariant() is "x-amz-id-2" or "x-amz-request-id");
            if (!isRemoved)
            {
                target[name] = values.Select(value => (string?)value).ToArray();
            }
        }
    }

    // False when the function failed.
    private bool RunFunction(HttpContext context)
    {
        var response = context.Response;
        var headers = new FieldMap();
        foreach (var (name, values) in response.Headers.Where(header => !string.Equals(header.Key, "Set-Cookie", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var value in values)
            {
                headers.Add(name.ToLowerInvariant(), value ?? "");
            }
        }

        var original = new EdgeResponse(response.StatusCode, null, headers, CookieFields.ParseResponse(response.Headers.SetCookie), null);
        var source = FunctionEvents.Create(distribution, exchange.RequestId, context, exchange.Request, original);
        switch (exchange.ViewerResponseFunction!.Run(source, distribution.Origins.Keys.ToHashSet(StringComparer.Ordinal)))
        {
            case ResponseResult { Response: var changed }:
                GeneratedResponse.Apply(context, changed);
                GeneratedBody = changed.Body;
                return true;
            case FailureResult failure:
                Failure = failure;
                return false;
            default:
                throw new InvalidOperationException("A viewer-response function gives a response or a failure.");
        }
    }

    private static string Append(string? before, string value) => string.IsNullOrEmpty(before) ? value : $"{before}, {value}";

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            Add(request, name, [value]);
        }
    }

    private static void Add(HttpRequestMessage request, string name, IEnumerable<string> values)
    {
        if (!request.Headers.TryAddWithoutValidation(name, values))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, values);
        }
    }
}
