using System.Collections.Frozen;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>
/// What a function may do with which header, names in lower case. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-headers.
/// </summary>
internal static class HeaderRules
{
    private static readonly FrozenSet<string> Disallowed = FrozenSet.Create(
        StringComparer.Ordinal,
        "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "trailer", "upgrade",
        "x-accel-buffering", "x-accel-charset", "x-accel-limit-rate", "x-accel-redirect", "x-amzn-auth", "x-amzn-cf-billing",
        "x-amzn-cf-id", "x-amzn-cf-xff", "x-amzn-errortype", "x-amzn-fle-profile", "x-amzn-header-count", "x-amzn-header-order",
        "x-amzn-lambda-integration-tag", "x-amzn-requestid", "x-cache", "x-forwarded-proto", "x-real-ip", "client-cert", "client-cert-chain");

    // See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist.
    private static readonly FrozenSet<string> NeverCustom = FrozenSet.Create(
        StringComparer.Ordinal,
        "cache-control", "connection", "content-length", "cookie", "host", "if-match", "if-modified-since", "if-none-match", "if-range",
        "if-unmodified-since", "max-forwards", "pragma", "proxy-authenticate", "proxy-authorization", "proxy-connection", "range",
        "request-range", "te", "trailer", "transfer-encoding", "upgrade", "via", "x-real-ip");

    private static readonly FrozenSet<string> ReadOnlyInRequest =
        FrozenSet.Create(StringComparer.Ordinal, "cdn-loop", "content-length", "host", "transfer-encoding", "via");

    private static readonly FrozenSet<string> ReadOnlyInResponse = FrozenSet.Create(StringComparer.Ordinal, "warning", "via");

    /// <summary>Functions never see these and must not add them.</summary>
    public static bool IsDisallowed(string name) =>
        Disallowed.Contains(name)
        || name.StartsWith("x-amz-cf-", StringComparison.Ordinal)
        || name.StartsWith("x-edge-", StringComparison.Ordinal)
        || name.StartsWith("cloudfront-viewer-cert-", StringComparison.Ordinal);

    /// <summary>Whether CloudFront adds such a header to origin requests when a function asks for it.</summary>
    public static bool IsAllowedForOrigin(string name) =>
        !IsDisallowed(name) && !NeverCustom.Contains(name) && !ReadOnlyInRequest.Contains(name) && !name.StartsWith("x-amz-", StringComparison.Ordinal);

    /// <summary>A viewer-request function sees these and must leave them as they are.</summary>
    public static IReadOnlySet<string> RequestReadOnly => ReadOnlyInRequest;

    /// <summary>A viewer-response function sees these and must leave them as they are.</summary>
    public static IReadOnlySet<string> ResponseReadOnly => ReadOnlyInResponse;
}
