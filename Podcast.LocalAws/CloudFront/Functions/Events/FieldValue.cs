namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>One value of a header, a query parameter or a cookie.</summary>
/// <param name="Value">The value as it goes over the wire.</param>
/// <param name="Attributes">For a response's cookie: what follows name and value, such as <c>Secure; Path=/</c>.</param>
internal readonly record struct FieldValue(string Value, string? Attributes = null);
