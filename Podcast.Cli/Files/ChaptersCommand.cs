namespace Podcast.Cli.Files;

/// <summary><c>podcast episodes chapters</c></summary>
internal sealed class ChaptersCommand : FileCommand<EpisodeFileSettings>
{
    protected override string Extensions => ".json";

    protected override string? FindContentType(string extension) => extension == ".json" ? "application/json+chapters" : null;

    protected override string PathOf(EpisodeFileSettings settings) => $"{settings.Path}/chapters";

    protected override string Describe(EpisodeFileSettings settings) => settings.Remove
        ? $"The episode '{settings.Episode}' has no chapters of yours now; those found in its recording count again."
        : $"The episode '{settings.Episode}' has these chapters now.";
}
