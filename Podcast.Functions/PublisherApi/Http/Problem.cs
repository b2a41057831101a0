namespace Podcast.Functions.PublisherApi.Http;

/// <summary>
/// Problem details of RFC 9457: https://www.rfc-editor.org/rfc/rfc9457. <see cref="Type"/> never changes its meaning; relative to the API it
/// is the address of the page that explains it, docs/problems.md.
/// </summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyList<FieldError>? Errors = null)
{
    public const string Prefix = "/problems#";

    public static Problem InvalidBody(string detail, string? pointer = null) => new(
        Prefix + "invalid-body", "The body is not what this request takes.", 400, detail,
        pointer is null ? null : [new(pointer, detail)]);

    public static Problem InvalidFields(IReadOnlyList<FieldError> errors) => new(
        Prefix + "invalid-fields", "Some fields are missing or wrong.", 400, "See 'errors': each names a field and what it has to be.", errors);

    public static Problem InvalidQuery(string detail) => new(
        Prefix + "invalid-query", "A parameter or header is wrong.", 400, detail);

    public static Problem InvalidSignature() => new(
        Prefix + "invalid-signature", "The signature does not fit.", 401,
        "It is not made with a secret of this provider, not of this body, or too old. Nothing was changed.");

    public static Problem NotFound(string what) => new(Prefix + "not-found", "There is no such thing.", 404, $"{what} does not exist.");

    public static Problem MethodNotAllowed(string allow) => new(
        Prefix + "method-not-allowed", "This address does not take this method.", 405, $"It takes {allow}.");

    public static Problem AlreadyExists(string detail) => new(Prefix + "already-exists", "The id is taken.", 409, detail);

    public static Problem Conflict(string detail) => new(Prefix + "conflict", "Somebody else changed it at the same time.", 409, detail);

    public static Problem UploadIncomplete(int missing, int first) => new(
        Prefix + "upload-incomplete", "Parts of the upload are missing.", 409,
        $"Missing or of the wrong length: {missing}, the first of them part {first}. GET the upload for their addresses.");

    public static Problem NoUpload(string detail) => new(Prefix + "no-upload", "No upload is under way.", 409, detail);

    public static Problem BeingTranscoded() => new(
        Prefix + "being-transcoded", "The episode is being transcoded.", 409, "Send the next recording when it is ready or has failed.");

    public static Problem Revoked(string detail) => new(Prefix + "subscriber-revoked", "The subscriber is revoked.", 409, detail);

    public static Problem SigningKeyCurrent() => new(
        Prefix + "signing-key-current", "New tokens are signed with this key.", 409, "Rotate the signing keys first: POST /signing-keys.");

    public static Problem SigningKeyInUse(int holders, string atLeast) => new(
        Prefix + "signing-key-in-use", "Subscribers hold tokens that are signed with this key.", 409,
        $"They are {atLeast}{holders}, and their addresses would stop. Give them new ones first: POST /signing-keys/{{key}}/reissue. A key that leaked is revoked, which waits for nobody.");

    public static Problem SigningKeyRefused() => new(
        Prefix + "signing-key-refused", "The key that signed it is no longer honoured.", 409,
        "The subscriber's token is worth nothing any more. Give the subscriber a new one: POST /subscribers/{id}/rotate.");

    public static Problem Deleted() => new(
        Prefix + "subscriber-deleted", "The subscriber that this request made was deleted.", 410,
        "A repetition does not bring a deleted subscriber back. To make a new one, use another Idempotency-Key.");

    public static Problem PreconditionFailed(string detail) => new(
        Prefix + "precondition-failed", "It is no longer the version that If-Match names.", 412, detail);

    public static Problem TooLarge(int maxBytes) => new(
        Prefix + "body-too-large", "The body is too large.", 413, $"At most {maxBytes} bytes are taken.");

    public static Problem UnsupportedMediaType(string expected) => new(
        Prefix + "unsupported-media-type", "The body is of another type.", 415, $"Send it with 'content-type: {expected}'.");

    public static Problem KeyReused() => new(
        Prefix + "idempotency-key-reused", "The Idempotency-Key belongs to another request.", 422,
        "The same key came with another body before. Use a key for one request only.");

    public static Problem PreconditionRequired() => new(
        Prefix + "precondition-required", "If-Match is missing.", 428,
        "Send the ETag of what you read in If-Match, so that nobody else's change is lost; '*' takes whatever is there.");

    public static Problem Unexpected(string requestId) => new(
        Prefix + "unexpected", "Something went wrong here.", 500, $"The log says what, under the request id {requestId}.");

    public static Problem Unavailable() => new(
        Prefix + "unavailable", "A service behind this one does not answer.", 503, "Send the same request again in a few seconds.");
}
