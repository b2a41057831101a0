namespace Podcast.LocalAws.Core;

/// <summary>Recognizes the AWS host names of requests: function URLs, buckets, the key-value store's account prefix.</summary>
internal sealed class HostNames(LocalAwsOptions options)
{
    private readonly string _functionUrls = $".lambda-url.{options.Region}.on.aws";
    private readonly string _buckets = $".s3.{options.Region}.amazonaws.com";

    public HostName Parse(string host)
    {
        if (host.EndsWith(_functionUrls, StringComparison.OrdinalIgnoreCase))
        {
            return new(host[..^_functionUrls.Length].ToLowerInvariant(), null);
        }

        if (host.EndsWith(_buckets, StringComparison.OrdinalIgnoreCase) || host.EndsWith(".s3.amazonaws.com", StringComparison.OrdinalIgnoreCase))
        {
            return new(null, "s3");
        }

        return new(null, StartsWithAccountId(host) ? "cloudfront-keyvaluestore" : null);
    }

    // The SDKs prefix the endpoint's host with the account for this one service.
    public static bool StartsWithAccountId(string host) =>
        host.Length > 13 && host[12] == '.' && host.AsSpan(0, 12).IndexOfAnyExceptInRange('0', '9') < 0;
}
