namespace Podcast.Cli.Files;

/// <summary>Artwork: square, 1400 to 3000 pixels; the API checks it.</summary>
internal static class ArtworkFile
{
    public const string Extensions = ".jpg, .jpeg, .png";

    public static string? FindContentType(string extension) => extension switch
    {
        ".jpg" or ".jpeg" => "image/jpeg",
        ".png" => "image/png",
        _ => null,
    };
}
