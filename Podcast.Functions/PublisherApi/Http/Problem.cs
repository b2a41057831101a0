namespace Podcast.Functions.PublisherApi.Http;

/// <summary>
/// Problem details of RFC 9457: https://www.rfc-editor.org/rfc/rfc9457. <see cref="Type"/> never changes its meaning; relative to the API it
/// is the address of the page that explains it, docs/problems.md.
/// </summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyList<FieldError>? Errors = null)
{
    public const string Prefix = "/problems#";

    public static Problem InvalidBody(string detail, string? pointer = null) => new(
        Prefix + "invalid-body", "The request body is invalid.", 400, detail,
        pointer is null ? null : [new(pointer, detail)]);

    public static Problem InvalidFields(IReadOnlyList<FieldError> errors) => new(
        Prefix + "invalid-fields", "Some fields are missing or invalid.", 400, "See 'errors': each names a field and what it has to be.", errors);

    public static Problem InvalidFile(string detail) => new(Prefix + "invalid-file", "The file cannot be used.", 400, detail);

    public static Problem InvalidQuery(string detail) => new(
        Prefix + "invalid-query", "A parameter or header is invalid.", 400, detail);

    public static Problem InvalidSignature() => new(
        Prefix + "invalid-signature", "The signature is invalid.", 401,
        "It was not made with a secret of this provider or for this body, or it is too old. Nothing was changed.");

    public static Problem NotFound(string what) => new(Prefix + "not-found", "Not found.", 404, $"{what} does not exist.");

    public static Problem MethodNotAllowed(string allow) => new(
        Prefix + "method-not-allowed", "Method not allowed.", 405, $"Allowed here: {allow}.");

    public static Problem AlreadyExists(string detail) => new(Prefix + "already-exists", "The id already exists.", 409, detail);

    public static Problem Conflict(string detail) => new(Prefix + "conflict", "The resource was changed at the same time.", 409, detail);

    public static Problem UploadIncomplete(int missing, int first) => new(
        Prefix + "upload-incomplete", "Parts of the upload are missing.", 409,
        $"Missing or of the wrong length: {missing}, the first of them part {first}. GET the upload for their addresses.");

    public static Problem NoUpload(string detail) => new(Prefix + "no-upload", "No upload is in progress.", 409, detail);

    public static Problem BeingTranscoded() => new(
        Prefix + "being-transcoded", "The episode is being transcoded.", 409, "Send the next recording when it is ready or has failed.");

    public static Problem AudioGone() => new(
        Prefix + "audio-gone", "The episode's audio is not there any more.", 409,
        "What is taken down can be published again for 30 days. Send a recording, POST …/recordings, and publish when it is ready.");

    public static Problem ShowHasSubscribers(int holders, string atLeast) => new(
        Prefix + "show-has-subscribers", "Subscribers hold this show.", 409,
        $"They are {atLeast}{holders}, and would lose it. To delete it all the same, send the request with '?confirm=true'.");

    public static Problem EmailTaken(string subscriber) => new(
        Prefix + "email-taken", "Another subscriber has this e-mail address.", 409,
        $"One person has one feed. The subscriber {subscriber} has the address.");

    public static Problem SeveralSubscriptions(string ids) => new(
        Prefix + "several-subscriptions", "The subscriber has several subscriptions.", 409,
        $"Say which: /subscribers/{{id}}/subscriptions/{{subscription}}, with one of {ids}.");

    public static Problem Revoked(string detail) => new(Prefix + "subscriber-revoked", "The subscriber or the subscription is revoked.", 409, detail);

    public static Problem SigningKeyCurrent() => new(
        Prefix + "signing-key-current", "New tokens are signed with this key.", 409, "Rotate the signing keys first: POST /signing-keys.");

    public static Problem SigningKeyInUse(int holders, string atLeast) => new(
        Prefix + "signing-key-in-use", "Subscribers hold tokens that are signed with this key.", 409,
        $"They are {atLeast}{holders}, and their addresses would stop. Give them new ones first: POST /signing-keys/{{key}}/reissue. Revoke a key that leaked: that takes effect at once.");

    public static Problem SigningKeyRefused() => new(
        Prefix + "signing-key-refused", "The signing key of the token is no longer accepted.", 409,
        "The subscriber's token is no longer valid. Issue a new one: POST /subscribers/{id}/rotate.");

    public static Problem Deleted() => new(
        Prefix + "subscriber-deleted", "The subscriber that this request created was deleted.", 410,
        "Repeating the request does not restore a deleted subscriber. To create a new one, use another Idempotency-Key.");

    public static Problem PreconditionFailed(string detail) => new(
        Prefix + "precondition-failed", "The version in If-Match is not the current one.", 412, detail);

    public static Problem TooLarge(int maxBytes) => new(
        Prefix + "body-too-large", "The body is too large.", 413, $"The limit is {maxBytes} bytes.");

    public static Problem UnsupportedMediaType(string expected) => new(
        Prefix + "unsupported-media-type", "Unsupported media type.", 415, $"Send it with 'content-type: {expected}'.");

    public static Problem KeyReused() => new(
        Prefix + "idempotency-key-reused", "The Idempotency-Key belongs to another request.", 422,
        "The key was sent with another body before. Use each key for one request only.");

    public static Problem PreconditionRequired() => new(
        Prefix + "precondition-required", "If-Match is missing.", 428,
        "Send the ETag of what you read in If-Match, so that no other change is lost; '*' matches any version.");

    public static Problem Unexpected(string requestId) => new(
        Prefix + "unexpected", "An unexpected error occurred.", 500, $"The log has the details under the request id {requestId}.");

    public static Problem Unavailable() => new(
        Prefix + "unavailable", "A service that the API depends on is unavailable.", 503, "Send the same request again in a few seconds.");
}
