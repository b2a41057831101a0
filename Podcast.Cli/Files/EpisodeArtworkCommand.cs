namespace Podcast.Cli.Files;

/// <summary><c>podcast episodes artwork</c></summary>
internal sealed class EpisodeArtworkCommand : FileCommand<EpisodeFileSettings>
{
    protected override string Extensions => ArtworkFile.Extensions;

    protected override string? FindContentType(string extension) => ArtworkFile.FindContentType(extension);

    protected override string PathOf(EpisodeFileSettings settings) => $"{settings.Path}/artwork";

    protected override string Describe(EpisodeFileSettings settings) => settings.Remove
        ? $"The episode '{settings.Episode}' has the show's artwork now."
        : $"The episode '{settings.Episode}' has this artwork now.";
}
