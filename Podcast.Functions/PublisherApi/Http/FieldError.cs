namespace Podcast.Functions.PublisherApi.Http;

/// <param name="Pointer">The field, as a JSON pointer in a fragment: <c>#/title</c>.</param>
/// <param name="Detail">What is allowed.</param>
internal sealed record FieldError(string Pointer, string Detail);
