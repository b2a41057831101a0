using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Auth;

internal sealed partial class RequestAuthenticator
{
    private static readonly string[] HarmlessHeaders =
        ["host", "content-type", "content-length", "content-md5", "date", "range", "x-amz-content-sha256", "x-amz-date", "x-amz-region-set", "x-amz-target"];

    private void LogMismatch(HttpContext context, RequestSignature signature, string payloadHash, SigningRules rules)
    {
        if (!logger.IsEnabled(LogLevel.Debug))
        {
            return;
        }

        var target = RequestTarget.Of(context);
        var headers = string.Join(
            '\n',
            signature.SignedHeaders.Select(name => $"{name}:{(HarmlessHeaders.Contains(name) ? context.Request.Headers[name].ToString() : "(not shown)")}"));
        var query = QueryParameters.Parse(target.Query).Items
            .Where(item => item.Key != "X-Amz-Signature")
            .Select(item => item.Key == "X-Amz-Security-Token" ? KeyValuePair.Create(item.Key, "(not shown)") : item);
        var path = rules.LogsTarget ? target.Path : "/(not shown)";
        var shown = CanonicalRequest.Create(
            context.Request.Method,
            path,
            rules.LogsTarget ? query : [],
            [],
            _ => null,
            payloadHash,
            rules);
        Log.SignatureMismatch(logger, rules.SigningName, $"{shown}\n{headers}");
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SignatureMismatch, LogLevel.Debug, "The signature for {Service} is not that of the request. Canonical request, signed headers last:\n{CanonicalRequest}")]
        public static partial void SignatureMismatch(ILogger logger, string service, string canonicalRequest);
    }
}
