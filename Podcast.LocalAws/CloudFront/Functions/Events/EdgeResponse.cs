namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>A response, as a viewer-response function sees it, or as a function made it.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="StatusDescription">The reason phrase, when it is not the usual one.</param>
/// <param name="Headers">The headers without <c>Set-Cookie</c>.</param>
/// <param name="Cookies">The cookies with their attributes.</param>
/// <param name="Body">A body that the function made; <see langword="null"/> keeps the origin's.</param>
internal sealed record EdgeResponse(int StatusCode, string? StatusDescription, FieldMap Headers, FieldMap Cookies, byte[]? Body);
