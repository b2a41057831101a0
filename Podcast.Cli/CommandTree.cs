using Podcast.Cli.Completion;
using Podcast.Cli.Doctor;
using Podcast.Cli.Episodes;
using Podcast.Cli.Files;
using Podcast.Cli.Output;
using Podcast.Cli.Shows;
using Podcast.Cli.Statistics;
using Podcast.Cli.Subscribers;
using Spectre.Console.Cli;

namespace Podcast.Cli;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    /// <param name="app">The command line.</param>
    /// <param name="json">Whether errors are JSON.</param>
    public static void Configure(IConfigurator app, bool json = false)
    {
        app.SetApplicationName("podcast");
        app.UseAssemblyInformationalVersion();
        app.UseStrictParsing();
        app.SetExceptionHandler((failure, _) => Failure.Report(failure, json));

        app.AddBranch("shows", shows =>
        {
            shows.SetDescription("Shows: list, add, edit, artwork, export.");
            shows.AddCommand<ListShowsCommand>("list").WithDescription("Lists the shows.");
            shows.AddCommand<AddShowCommand>("add").WithDescription("Adds a show.")
                .WithExample("shows", "add", "news", "--title", "\"The news\"", "--author", "Ada", "--language", "en");
            shows.AddCommand<EditShowCommand>("edit").WithDescription("Changes what a show says about itself.");
            shows.AddCommand<ShowArtworkCommand>("artwork").WithDescription("Sends a show's artwork, or removes it.")
                .WithExample("shows", "artwork", "news", "artwork.png");
            shows.AddCommand<ExportShowCommand>("export").WithDescription("Exports a show as a feed that another host imports, for 12 hours.");
        });
        app.AddBranch("episodes", episodes =>
        {
            episodes.SetDescription("Episodes: publish a recording, list, edit, artwork, chapters, transcripts, take down.");
            episodes.AddCommand<PublishEpisodeCommand>("publish")
                .WithDescription("Uploads a recording as a new episode and waits until it is transcoded. Repeat it with the same --id to resume an upload.")
                .WithExample("episodes", "publish", "recording.wav", "--show", "news", "--title", "One");
            episodes.AddCommand<ListEpisodesCommand>("list").WithDescription("Lists the episodes of a show, the newest first.");
            episodes.AddCommand<EditEpisodeCommand>("edit").WithDescription("Changes title, description, time or state of an episode.");
            episodes.AddCommand<EpisodeArtworkCommand>("artwork").WithDescription("Sends an episode's own artwork, or removes it.");
            episodes.AddCommand<ChaptersCommand>("chapters").WithDescription("Sends an episode's chapters, or removes them.")
                .WithExample("episodes", "chapters", "news", "one", "chapters.json");
            episodes.AddCommand<TranscriptCommand>("transcript").WithDescription("Sends an episode's transcript in one language, or removes it.")
                .WithExample("episodes", "transcript", "news", "one", "one.vtt", "--language", "en");
            episodes.AddCommand<UnpublishEpisodeCommand>("unpublish").WithDescription("Takes an episode out of every feed.");
            episodes.AddCommand<DeleteEpisodeCommand>("delete").WithDescription("Deletes an episode and its audio.");
        });
        app.AddBranch("subscribers", subscribers =>
        {
            subscribers.SetDescription("Subscribers: add, find, renew, revoke, import, export.");
            subscribers.AddCommand<AddSubscriberCommand>("add").WithDescription("Adds a subscriber and prints the feeds' URLs.")
                .WithExample("subscribers", "add", "ada@example.com", "--show", "news", "--until", "2031-12-31");
            subscribers.AddCommand<ListSubscribersCommand>("list").WithDescription("Lists subscribers.");
            subscribers.AddCommand<ShowSubscriberCommand>("show").WithDescription("Shows one subscriber with the feeds' URLs.");
            subscribers.AddCommand<RenewSubscriberCommand>("renew").WithDescription("Sets a new end. The feed's URL stays.");
            subscribers.AddCommand<RevokeSubscriberCommand>("revoke").WithDescription("Ends a subscriber's access at once.");
            subscribers.AddCommand<RestoreSubscriberCommand>("restore").WithDescription("Takes a revocation back.");
            subscribers.AddCommand<RotateSubscriberCommand>("rotate").WithDescription("Replaces a feed's URL that became known to others.");
            subscribers.AddCommand<DeleteSubscriberCommand>("delete").WithDescription("Deletes everything that identifies a subscriber.");
            subscribers.AddCommand<ImportSubscribersCommand>("import").WithDescription("Imports subscribers from a CSV file. Repeat it with the same --name to resume.");
            subscribers.AddCommand<ExportSubscribersCommand>("export").WithDescription("Exports all subscribers as CSV.");
        });
        app.AddCommand<ImportShowCommand>("import").WithDescription("Moves a show here: its feed's tags, episodes and audio. Repeat it to fetch what failed.")
            .WithExample("import", "https://feeds.example.com/show.xml", "--show", "news");
        app.AddCommand<StatisticsCommand>("statistics").WithDescription("Shows the downloads of a show, by day, episode and app.")
            .WithExample("statistics", "news", "--from", "2026-11-01");
        app.AddCommand<DoctorCommand>("doctor").WithDescription("Checks that the system works, from the API to the edge.");
        app.AddCommand<CompletionCommand>("completion").WithDescription("Prints the completion script of a shell: bash, zsh, fish or pwsh.");
    }
}
