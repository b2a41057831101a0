namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>
/// Why a run failed. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html and
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-503-service-unavailable.html.
/// </summary>
internal enum FunctionFailure
{
    /// <summary>What it returned is not allowed: 502.</summary>
    Validation,

    /// <summary>It threw, exceeded a limit or could not be loaded: 503.</summary>
    Execution,
}
