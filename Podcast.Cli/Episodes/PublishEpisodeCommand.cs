using System.ComponentModel;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;
using Podcast.Cli.Output;
using Podcast.Cli.Settings;
using Podcast.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Podcast.Cli.Episodes;

/// <summary><c>podcast episodes publish</c>: announces an episode, uploads its recording in parts and follows the transcode.</summary>
internal sealed class PublishEpisodeCommand : PublisherCommand<PublishEpisodeCommand.Settings>
{
    private const string Ready = "ready";
    private const string Failed = "failed";
    private const string AwaitingUpload = "awaiting-upload";
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    protected override async Task<int> RunAsync(PublisherClient publisher, Settings settings, CancellationToken cancellationToken)
    {
        using var recording = Open(settings.File);
        var (path, upload) = await BeginAsync(publisher, settings, RandomAccess.GetLength(recording), cancellationToken);
        var episode = await TransferProgress.RunAsync(
            settings,
            Path.GetFileName(settings.File),
            RandomAccess.GetLength(recording),
            progress => new RecordingUpload(publisher, TimeProvider.System).RunAsync(upload, recording, progress, cancellationToken));
        if (!settings.NoWait)
        {
            episode = await WaitAsync(publisher, settings, path, cancellationToken);
        }

        Printer.Print(settings, episode, () => Console.Out.WriteLine(Describe(settings, episode)));
        return Printer.Text(episode, "status") == Failed ? ExitCode.Failed : ExitCode.Success;
    }

    private static SafeFileHandle Open(string path)
    {
        var recording = File.Exists(path)
            ? File.OpenHandle(path, options: FileOptions.Asynchronous)
            : throw new CliException($"There is no file {Path.GetFullPath(path)}.", ExitCode.Usage);
        if (RandomAccess.GetLength(recording) == 0)
        {
            recording.Dispose();
            throw new CliException($"{path} is empty.", ExitCode.Usage);
        }

        return recording;
    }

    /// <returns>The episode's path and its upload, which is the former one's rest where an upload was interrupted.</returns>
    private static async Task<(string Path, JsonNode Upload)> BeginAsync(PublisherClient publisher, Settings settings, long length, CancellationToken cancellationToken)
    {
        var episodes = $"shows/{Uri.EscapeDataString(settings.Show)}/episodes";
        try
        {
            var created = (await publisher.PostAsync(episodes, settings.ToJson(length), cancellationToken)).Json;
            return ($"{episodes}/{created["id"]}", created["upload"]!);
        }
        catch (PublisherApiException existing) when (existing.Status == HttpStatusCode.Conflict && settings.Id is not null)
        {
            var path = $"{episodes}/{Uri.EscapeDataString(settings.Id)}";
            return (path, await ResumeAsync(publisher, settings, path, length, cancellationToken));
        }
    }

    private static async Task<JsonNode> ResumeAsync(PublisherClient publisher, Settings settings, string path, long length, CancellationToken cancellationToken)
    {
        var episode = (await publisher.GetAsync(path, cancellationToken)).Json;
        if (Printer.Text(episode, "status") == AwaitingUpload)
        {
            var upload = (await publisher.GetAsync($"{path}/upload", cancellationToken)).Json["upload"]!;
            return upload["contentLength"]!.GetValue<long>() == length
                ? upload
                : throw new CliException($"The episode '{settings.Id}' waits for another recording, of {upload["contentLength"]} bytes; this file has {length}.");
        }

        return settings.Replace
            ? (await publisher.PostAsync($"{path}/recordings", new() { ["contentLength"] = length }, cancellationToken)).Json["upload"]!
            : throw new CliException($"There is an episode '{settings.Id}' already. --replace gives it this recording in place of its own.");
    }

    private static async Task<JsonNode> WaitAsync(PublisherClient publisher, Settings settings, string path, CancellationToken cancellationToken)
    {
        if (settings.Json)
        {
            return await WaitAsync(publisher, path, _ => { }, cancellationToken);
        }

        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Status().StartAsync(
            "Waiting for the transcoder …", status => WaitAsync(publisher, path, text => status.Status(Markup.Escape(text)), cancellationToken));
    }

    private static async Task<JsonNode> WaitAsync(PublisherClient publisher, string path, Action<string> report, CancellationToken cancellationToken)
    {
        while (true)
        {
            var episode = (await publisher.GetAsync(path, cancellationToken)).Json;
            if (Printer.Text(episode, "status") is Ready or Failed)
            {
                return episode;
            }

            report($"{Printer.Text(episode, "status")} {Printer.Text(episode, "reason")}".TrimEnd());
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private static string Describe(Settings settings, JsonNode episode) => Printer.Text(episode, "status") switch
    {
        Ready => $"The episode '{episode["id"]}' of '{settings.Show}' is ready ({Printer.Duration(episode, "durationSeconds")}); its state is {Printer.Text(episode, "state")}.",
        Failed => $"The episode '{episode["id"]}' has no audio: {Printer.Text(episode, "reason")}",
        var status => $"The episode '{episode["id"]}' is uploaded ({status}). It is in the feeds as soon as it is transcoded.",
    };

    internal sealed class Settings : PublisherSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The recording: WAV, FLAC, MP3, M4A, AAC or Ogg Opus, up to 5 GB.")]
        public string File { get; init; } = "";

        [CommandOption("--show <SHOW>", isRequired: true)]
        [Description("The show's id.")]
        public string Show { get; init; } = "";

        [CommandOption("--title <TEXT>")]
        [Description("The default is the file's name.")]
        public string? Title { get; init; }

        [CommandOption("--description <TEXT>")]
        [Description("The default is the title.")]
        public string? About { get; init; }

        [CommandOption("--id <ID>")]
        [Description("The episode's id. Name it to be able to resume an upload.")]
        public string? Id { get; init; }

        [CommandOption("--publish-at <TIME>")]
        [Description("When it is published, such as 2031-01-31T06:00:00Z. The default is now.")]
        public string? PublishAt { get; init; }

        [CommandOption("--draft")]
        [Description("Keeps it out of the feeds until it is published with 'episodes edit'.")]
        public bool Draft { get; init; }

        [CommandOption("--replace")]
        [Description("Replaces the recording of an episode that is there.")]
        public bool Replace { get; init; }

        [CommandOption("--no-wait")]
        [Description("Does not wait for the transcoder.")]
        public bool NoWait { get; init; }

        public JsonObject ToJson(long length)
        {
            var title = Title ?? Path.GetFileNameWithoutExtension(File);
            var episode = new JsonObject
            {
                ["title"] = title,
                ["description"] = About ?? title,
                ["recording"] = new JsonObject { ["contentLength"] = length },
            };
            foreach (var (name, value) in new[] { ("id", Id), ("publishedAt", PublishAt), ("state", Draft ? "draft" : null) })
            {
                if (value is not null)
                {
                    episode[name] = value;
                }
            }

            return episode;
        }
    }
}
