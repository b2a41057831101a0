namespace Podcast.Cli.Files;

/// <summary>Names a file to send, or says that it is to be removed.</summary>
internal interface IFileSettings
{
    string? File { get; }

    bool Remove { get; }
}
