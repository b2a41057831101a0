namespace Podcast.Functions.PublisherApi;

/// <summary>Problem details of RFC 9457: https://www.rfc-editor.org/rfc/rfc9457. <see cref="Type"/> never changes its meaning.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyList<FieldError>? Errors = null)
{
    private const string Prefix = "urn:podcast:problem:";

    public static Problem InvalidBody(string detail, string? pointer = null) => new(
        Prefix + "invalid-body", "The body is not what this request takes.", 400, detail,
        pointer is null ? null : [new(pointer, detail)]);

    public static Problem InvalidFields(IReadOnlyList<FieldError> errors) => new(
        Prefix + "invalid-fields", "Some fields are missing or wrong.", 400, "See 'errors': each names a field and what it has to be.", errors);

    public static Problem NotFound(string what) => new(Prefix + "not-found", "There is no such thing.", 404, $"{what} does not exist.");

    public static Problem MethodNotAllowed(string allow) => new(
        Prefix + "method-not-allowed", "This address does not take this method.", 405, $"It takes {allow}.");

    public static Problem AlreadyExists(string detail) => new(Prefix + "already-exists", "The id is taken.", 409, detail);

    public static Problem Conflict(string detail) => new(Prefix + "conflict", "Somebody else changed it at the same time.", 409, detail);

    public static Problem Revoked(string detail) => new(Prefix + "subscriber-revoked", "The subscriber is revoked.", 409, detail);

    public static Problem PreconditionFailed(string detail) => new(
        Prefix + "precondition-failed", "It is no longer the version that If-Match names.", 412, detail);

    public static Problem UnsupportedMediaType() => new(
        Prefix + "unsupported-media-type", "The body has to be JSON.", 415, "Send it with 'content-type: application/json'.");

    public static Problem Unavailable() => new(
        Prefix + "unavailable", "A service behind this one does not answer.", 503, "Send the same request again in a few seconds.");

    public static Problem Unexpected(string requestId) => new(
        Prefix + "unexpected", "Something went wrong here.", 500, $"The log says what, under the request id {requestId}.");
}
