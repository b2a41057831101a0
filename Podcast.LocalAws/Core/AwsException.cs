namespace Podcast.LocalAws.Core;

/// <summary>An error that the service's API models; the endpoint writes it in the service's own shape.</summary>
/// <param name="code">The error code, such as <c>ResourceNotFoundException</c>.</param>
/// <param name="message">What the caller reads. Never a token, a key's value or an e-mail address.</param>
/// <param name="statusCode">The HTTP status.</param>
internal sealed class AwsException(string code, string message, int statusCode) : Exception(message)
{
    public string Code { get; } = code;

    public int StatusCode { get; } = statusCode;

    /// <summary>Headers of the response besides those of every error.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Members of the error's document besides code and message, in the JSON protocols and S3's XML.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Members { get; init; } = [];

    /// <summary>The error for an operation that the emulation leaves out.</summary>
    public static AwsException NotImplemented(string service, string operation) => new(
        "NotImplemented",
        $"LocalAws does not implement {service}:{operation}. It covers what this system and its operators use; see docs/services.",
        StatusCodes.Status501NotImplemented);
}
