using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Auth;

/// <summary>
/// The refusals of the JSON services.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html.
/// </summary>
internal static class JsonSignatureErrors
{
    internal const string Mismatch =
        "The request signature we calculated does not match the signature you provided. "
        + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    public static AwsException ToException(SignatureFault fault, int statusCode = StatusCodes.Status403Forbidden) => fault.Kind switch
    {
        SignatureFaultKind.Missing => new("MissingAuthenticationTokenException", "Missing Authentication Token", statusCode),
        SignatureFaultKind.Ambiguous => new("IncompleteSignatureException", "Only one of the Authorization header and the query may carry a signature.", statusCode),
        SignatureFaultKind.UnsupportedAlgorithm or SignatureFaultKind.SignatureVersion2 => new("IncompleteSignatureException", "Unsupported AWS 'algorithm'.", statusCode),
        SignatureFaultKind.Incomplete or SignatureFaultKind.InvalidLifetime => new("IncompleteSignatureException", fault.Detail, statusCode),
        SignatureFaultKind.UnknownAccessKey or SignatureFaultKind.InvalidToken => new(
            "UnrecognizedClientException", "The security token included in the request is invalid.", statusCode),
        SignatureFaultKind.ExpiredToken => new("ExpiredTokenException", "The security token included in the request is expired", statusCode),
        SignatureFaultKind.WrongService => new("InvalidSignatureException", $"Credential should be scoped to correct service: '{fault.Detail}'.", statusCode),
        SignatureFaultKind.WrongRegion => new("InvalidSignatureException", $"Credential should be scoped to a valid region. This local AWS is in {fault.Detail}.", statusCode),
        SignatureFaultKind.HostNotSigned => new(
            "InvalidSignatureException", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.", statusCode),
        SignatureFaultKind.WrongDate or SignatureFaultKind.Skewed or SignatureFaultKind.Expired => new("InvalidSignatureException", fault.Detail, statusCode),
        _ => new("InvalidSignatureException", Mismatch, statusCode),
    };
}
