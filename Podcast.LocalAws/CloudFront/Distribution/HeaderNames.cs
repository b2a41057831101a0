namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>The names of headers on the wire.</summary>
internal static class HeaderNames
{
    /// <summary>
    /// Capitalizes the first letter of each word, and leaves what is not ASCII alone. See
    /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html.
    /// </summary>
    public static string Capitalize(string name) => string.Create(name.Length, name, (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            span[i] = (i == 0 || source[i - 1] == '-') && char.IsAsciiLetterLower(source[i]) ? char.ToUpperInvariant(source[i]) : source[i];
        }
    });
}
