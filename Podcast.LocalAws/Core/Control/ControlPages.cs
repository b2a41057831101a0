namespace Podcast.LocalAws.Core.Control;

/// <summary>The pages of the control API, which people open in a browser. They change nothing.</summary>
internal static class ControlPages
{
    /// <summary>The first segment of their paths.</summary>
    public const string Name = "pages";

    /// <summary>Whether somebody opens a page by a link, from wherever. Whoever made the link sees nothing of the page: it is no frame, and no script can read it.</summary>
    public static bool IsOpened(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Path.StartsWithSegments($"/_localaws/{Name}", StringComparison.Ordinal)
        && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && request.Headers["Sec-Fetch-Dest"] == "document";
}
