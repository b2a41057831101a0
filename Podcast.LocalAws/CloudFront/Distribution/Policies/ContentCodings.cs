namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>What a viewer's <c>Accept-Encoding</c> says. See RFC 9110, 12.5.3.</summary>
internal static class ContentCodings
{
    /// <summary>Whether the header names the coding, and does not refuse it with a quality of zero.</summary>
    public static bool Accepts(string? acceptEncoding, string coding) => (acceptEncoding ?? "")
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(item => item.Split(';', StringSplitOptions.TrimEntries))
        .Any(item => string.Equals(item[0], coding, StringComparison.OrdinalIgnoreCase) && !item.Skip(1).Any(IsRefusal));

    private static bool IsRefusal(string parameter) => parameter is "q=0" or "q=0.0" or "q=0.00" or "q=0.000";
}
