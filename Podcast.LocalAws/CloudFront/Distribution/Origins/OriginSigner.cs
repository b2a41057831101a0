using Podcast.LocalAws.Auth;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>
/// Signs requests to origins that have an origin access control, as the principal cloudfront.amazonaws.com on behalf of the distribution.
/// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html.
/// </summary>
internal sealed class OriginSigner(LocalAwsOptions options, CredentialRegistry credentials, TimeProvider time)
{
    private const string Principal = "cloudfront.amazonaws.com";
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    private Tuple<string, AwsCredentials>? _issued;

    /// <param name="request">The request with its final URI, host and headers.</param>
    /// <param name="control">How to sign.</param>
    /// <param name="distributionArn">On whose behalf.</param>
    /// <param name="viewersBodyHash">The <c>x-amz-content-sha256</c> of the viewer, who has to send it with a body for Lambda.</param>
    public void Sign(HttpRequestMessage request, AccessControlConfig control, string distributionArn, string? viewersBodyHash)
    {
        if (control.SigningBehavior == "never" || (control.SigningBehavior == "no-override" && request.Headers.NonValidated.Contains("Authorization")))
        {
            return;
        }

        var hash = request.Content is null ? null
            : control.SigningName == "lambda" && viewersBodyHash is { Length: > 0 } ? viewersBodyHash
            : UnsignedPayload;
        if (_issued is not { } issued || issued.Item1 != distributionArn)
        {
            _issued = issued = Tuple.Create(distributionArn, credentials.Issue(Principal, distributionArn));
        }

        SigV4Signer.Sign(request, issued.Item2, control.Region ?? options.Region, control.SigningName, hash, time);
    }
}
