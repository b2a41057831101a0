namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>A viewer's request, as a function sees it and as it leaves the function.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Uri">The path, percent-encoded as sent, beginning with a slash.</param>
/// <param name="RawQuery">What follows the question mark; <see langword="null"/> when there was none.</param>
/// <param name="Headers">The headers without <c>Cookie</c>.</param>
/// <param name="Cookies">The cookies.</param>
internal sealed record EdgeRequest(string Method, string Uri, string? RawQuery, FieldMap Headers, FieldMap Cookies)
{
    /// <summary>What <see cref="RawQuery"/> says, read anew each time.</summary>
    public FieldMap Query => QueryFields.Parse(RawQuery);
}
