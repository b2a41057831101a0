using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.Auth;

/// <summary>The refusals of S3. See https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.</summary>
internal static class S3SignatureErrors
{
    public static AwsException ToException(SignatureFault fault) => fault.Kind switch
    {
        SignatureFaultKind.Missing => AccessDenied("Access Denied"),
        SignatureFaultKind.Ambiguous => BadRequest(
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified"),
        SignatureFaultKind.UnsupportedAlgorithm => fault.InQuery
            ? Malformed(fault, "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"")
            : BadRequest("InvalidArgument", "Unsupported Authorization Type"),
        SignatureFaultKind.SignatureVersion2 => BadRequest(
            "InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."),
        SignatureFaultKind.Incomplete or SignatureFaultKind.InvalidLifetime => Malformed(fault, fault.Detail),
        SignatureFaultKind.UnknownAccessKey => new(
            "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", StatusCodes.Status403Forbidden),
        SignatureFaultKind.InvalidToken => BadRequest("InvalidToken", "The provided token is malformed or otherwise invalid."),
        SignatureFaultKind.ExpiredToken => BadRequest("ExpiredToken", "The provided token has expired."),
        SignatureFaultKind.WrongService => Malformed(fault, "incorrect service. This endpoint belongs to \"s3\"."),
        SignatureFaultKind.WrongRegion => Malformed(fault, $"the region is wrong; expecting '{fault.Detail}'"),
        SignatureFaultKind.WrongDate => Malformed(fault, "the date of the credential scope is not that of the request"),
        SignatureFaultKind.Skewed => new(
            "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", StatusCodes.Status403Forbidden),
        SignatureFaultKind.Expired => AccessDenied("Request has expired"),
        SignatureFaultKind.HostNotSigned or SignatureFaultKind.HeadersNotSigned => AccessDenied(
            $"There were headers present in the request which were not signed: {fault.Detail}"),
        SignatureFaultKind.MissingPayloadHash => BadRequest("InvalidRequest", "Missing required header for this request: x-amz-content-sha256"),
        _ => new(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            StatusCodes.Status403Forbidden),
    };

    private static AwsException Malformed(SignatureFault fault, string detail) => fault.InQuery
        ? BadRequest("AuthorizationQueryParametersError", $"Error parsing the presigned URL: {detail}")
        : BadRequest("AuthorizationHeaderMalformed", $"The authorization header is malformed; {detail}");

    private static AwsException AccessDenied(string message) => new("AccessDenied", message, StatusCodes.Status403Forbidden);

    private static AwsException BadRequest(string code, string message) => new(code, message, StatusCodes.Status400BadRequest);
}
