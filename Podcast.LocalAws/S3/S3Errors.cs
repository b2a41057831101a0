using System.Globalization;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3;

/// <summary>The errors of S3 in its own words. See https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.</summary>
internal static class S3Errors
{
    public static AwsException NoSuchBucket() => new("NoSuchBucket", "The specified bucket does not exist", 404);

    public static AwsException NoSuchKey() => new("NoSuchKey", "The specified key does not exist.", 404);

    /// <summary>The latest version is a delete marker.</summary>
    public static AwsException NoSuchKey(string markersVersion) =>
        new("NoSuchKey", "The specified key does not exist.", 404) { Headers = [new("x-amz-delete-marker", "true"), new("x-amz-version-id", markersVersion)] };

    public static AwsException NoSuchTagSet() => new("NoSuchTagSet", "The TagSet does not exist", 404);

    public static AwsException NoSuchVersion() => new("NoSuchVersion", "The specified version does not exist.", 404);

    /// <summary>The version that was asked for is a delete marker.</summary>
    public static AwsException IsDeleteMarker(string version) => new("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)
    {
        Headers = [new("x-amz-delete-marker", "true"), new("x-amz-version-id", version), new("Allow", "DELETE")],
    };

    public static AwsException NoSuchUpload() => new(
        "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.", 404);

    public static AwsException OperationAborted() =>
        new("OperationAborted", "A conflicting conditional operation is currently in progress against this resource. Try again.", 409);

    public static AwsException InvalidPart() => BadRequest(
        "InvalidPart",
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.");

    public static AwsException InvalidPartOrder() => BadRequest(
        "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");

    public static AwsException EntityTooSmall() => BadRequest("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");

    public static AwsException MalformedXml() =>
        BadRequest("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static AwsException InvalidTag(string message) => BadRequest("InvalidTag", message);

    public static AwsException TooManyTags() => BadRequest("BadRequest", "Object tags cannot be greater than 10");

    public static AwsException InvalidUri() => BadRequest("InvalidURI", "Couldn't parse the specified URI.");

    public static AwsException KeyTooLong() => BadRequest("KeyTooLongError", "Your key is too long");

    public static AwsException MetadataTooLarge() => BadRequest("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");

    public static AwsException EntityTooLarge() => BadRequest("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");

    public static AwsException MissingContentLength() => new("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);

    public static AwsException IncompleteBody() =>
        BadRequest("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");

    public static AwsException InvalidDigest() => BadRequest("InvalidDigest", "The Content-MD5 you specified was invalid.");

    public static AwsException BadDigest(string what) => BadRequest("BadDigest", $"The {what} you specified did not match the calculated checksum.");

    public static AwsException PayloadMismatch() =>
        BadRequest("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static AwsException MalformedTrailer() => BadRequest(
        "MalformedTrailerError", "The request contained trailing data that was not well-formed or did not conform to our published schema.");

    public static AwsException InvalidChunkSize() =>
        new("InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes", 403);

    public static AwsException SignatureDoesNotMatch() => new(
        "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.", 403);

    public static AwsException InvalidRequest(string message) => BadRequest("InvalidRequest", message);

    public static AwsException InvalidArgument(string message) => BadRequest("InvalidArgument", message);

    public static AwsException AccessDenied() => new("AccessDenied", "Access Denied", 403);

    public static AwsException PreconditionFailed() =>
        new("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);

    public static AwsException MethodNotAllowed() => new("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);

    /// <summary>Two parameters of the query each name an operation.</summary>
    public static AwsException Conflicting(IEnumerable<string> parameters) =>
        InvalidArgument($"Conflicting query string parameters: {string.Join(", ", parameters)}");

    /// <summary>The body of a POST to a bucket is no form.</summary>
    public static AwsException NoForm() => new("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
    {
        Members = [new("Condition", "Bucket POST must be of the enclosure-type multipart/form-data")],
    };

    public static AwsException MalformedPost() =>
        BadRequest("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");

    public static AwsException FieldsTooLarge() =>
        BadRequest("MaxPostPreDataLengthExceeded", "Your POST request fields preceding the upload file were too large.");

    public static AwsException NumberOfFiles() =>
        BadRequest("IncorrectNumberOfFilesInPostRequest", "POST requires exactly one file upload per request.");

    public static AwsException MissingFormField(string field) =>
        InvalidArgument($"Bucket POST must contain a field named '{field}'.  If it is specified, please check the order of the fields.");

    public static AwsException InvalidPolicy(string reason) => BadRequest("InvalidPolicyDocument", $"Invalid Policy: {reason}");

    public static AwsException RefusedByPolicy(string reason) => new("AccessDenied", $"Invalid according to Policy: {reason}", 403);

    public static AwsException EntityTooLarge(long proposed, long largest) => new(
        "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400)
    {
        Members = [new("ProposedSize", Text(proposed)), new("MaxSizeAllowed", Text(largest))],
    };

    public static AwsException EntityTooSmall(long proposed, long smallest) => new(
        "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400)
    {
        Members = [new("ProposedSize", Text(proposed)), new("MinSizeAllowed", Text(smallest))],
    };

    public static AwsException InvalidRange(long size) =>
        new("InvalidRange", "The requested range is not satisfiable", 416) { Headers = [new("Content-Range", $"bytes */{size}")] };

    public static AwsException InvalidPartNumber() => new("InvalidPartNumber", "The requested partnumber is not satisfiable", 416);

    public static AwsException HeaderNotImplemented(string header) => new(
        "NotImplemented", $"A header you provided implies functionality that is not implemented. LocalAws does not implement S3's {header}.", 501);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static AwsException BadRequest(string code, string message) => new(code, message, 400);
}
