using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;
using Podcast.Client;

namespace Podcast.AppHost.Publisher;

/// <summary>What a publisher does most, as commands of the publisher API: in the dashboard, or <c>aspire resource publisher-api add-subscriber …</c>.</summary>
internal static class PublisherCommands
{
    private const string DemoShow = "demo";
    private const string DateFormat = "yyyy-MM-dd";
    private const long MaxRecordingBytes = 5L * 1024 * 1024 * 1024;

    public static IResourceBuilder<ProjectResource> WithPublisherCommands(this IResourceBuilder<ProjectResource> publisher, LocalAwsResource aws) => publisher
        .WithCommand(
            "add-subscriber",
            "Add a subscriber",
            context => RunAsync(aws, client => AddSubscriberAsync(client, context.Arguments, context.CancellationToken)),
            new CommandOptions
            {
                Description = "Creates a subscriber and shows the feed link for a podcast app.",
                IconName = "PersonAdd",
                IsHighlighted = true,
                UpdateState = WhenHealthy,
                Arguments =
                [
                    new() { Name = "email", Label = "E-mail address", InputType = InputType.Text, Required = true, MaxLength = 254, Placeholder = "ada@example.com" },
                    new() { Name = "shows", Label = "Shows", Description = "Ids of shows, separated by spaces.", InputType = InputType.Text, Required = true, Value = DemoShow },
                    new()
                    {
                        Name = "until",
                        Label = "Until",
                        Description = $"The last day of the subscription in UTC, as {DateFormat}.",
                        InputType = InputType.Text,
                        Required = true,
                        Value = DateTime.UtcNow.AddYears(1).ToString(DateFormat, CultureInfo.InvariantCulture),
                    },
                ],
                ValidateArguments = ValidateSubscriber,
            })
        .WithCommand(
            "publish-audio",
            "Publish an audio file",
            context => RunAsync(aws, client => PublishAsync(client, context.Arguments, context.CancellationToken)),
            new CommandOptions
            {
                Description = "Uploads a recording as a new episode of a show; it is in the feeds as soon as it is transcoded.",
                IconName = "MicPulse",
                UpdateState = WhenHealthy,
                Progress = new() { Title = "Publish an audio file", Message = "Uploading the recording …" },
                Arguments =
                [
                    new() { Name = "path", Label = "Path", Description = "A WAV, FLAC, MP3, M4A, AAC or Ogg Opus file on this machine.", InputType = InputType.Text, Required = true },
                    new() { Name = "title", Label = "Title", InputType = InputType.Text, Required = true, MaxLength = 200 },
                    new() { Name = "show", Label = "Show", Description = "The id of the show.", InputType = InputType.Text, Required = true, Value = DemoShow },
                ],
                ValidateArguments = ValidateRecording,
            })
        .WithCommand(
            "revoke-subscriber",
            "Revoke a subscriber",
            context => RunAsync(aws, client => RevokeAsync(client, context.Arguments["subscriber"].Value!.Trim(), context.CancellationToken)),
            new CommandOptions
            {
                Description = "Ends a subscriber's access to every show at once.",
                ConfirmationMessage = "The subscriber's podcast apps lose their access at once, and the feed says so. Only 'restore' of the publisher API takes it back.",
                IconName = "PersonProhibited",
                UpdateState = WhenHealthy,
                Arguments =
                [
                    new() { Name = "subscriber", Label = "Subscriber", Description = "The e-mail address, or the id.", InputType = InputType.Text, Required = true },
                ],
            });

    private static ResourceCommandState WhenHealthy(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static Task ValidateSubscriber(InputsDialogValidationContext context)
    {
        var email = context.Inputs["email"];
        if (email.Value?.Trim().Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            context.AddValidationError(email, "This is no e-mail address.");
        }

        var until = context.Inputs["until"];
        if (!TryParseDay(until.Value, out _))
        {
            context.AddValidationError(until, $"This is no day: write it as {DateFormat}, such as 2031-12-31.");
        }

        return Task.CompletedTask;
    }

    private static Task ValidateRecording(InputsDialogValidationContext context)
    {
        var path = context.Inputs["path"];
        var file = new FileInfo(path.Value!);
        if (!file.Exists)
        {
            context.AddValidationError(path, $"The file {file.FullName} does not exist.");
        }
        else if (file.Length is 0 or > MaxRecordingBytes)
        {
            context.AddValidationError(path, "The file is empty or larger than 5 GB.");
        }

        return Task.CompletedTask;
    }

    private static async Task<ExecuteCommandResult> AddSubscriberAsync(PublisherClient client, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        _ = TryParseDay(arguments["until"].Value, out var until);
        var shows = arguments["shows"].Value!.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var subscriber = (await client.PostAsync("subscribers", new()
        {
            ["email"] = arguments["email"].Value!.Trim(),
            ["shows"] = new JsonArray([.. shows]),
            // The last day counts whole.
            ["expiresAt"] = until.AddDays(1).ToString("O", CultureInfo.InvariantCulture),
        }, cancellationToken)).Json;

        var links = new StringBuilder();
        foreach (var (show, feed) in client.FeedsOf(subscriber))
        {
            links.AppendLine(CultureInfo.InvariantCulture, $"- {show}: <{feed}>");
        }

        var id = subscriber["id"]!.GetValue<string>();
        return CommandResults.Success($"The subscriber {id} was added.", links.ToString(), CommandResultFormat.Markdown, displayImmediately: true);
    }

    private static async Task<ExecuteCommandResult> PublishAsync(PublisherClient client, InteractionInputCollection arguments, CancellationToken cancellationToken)
    {
        using var recording = File.OpenHandle(arguments["path"].Value!, options: FileOptions.Asynchronous);
        var show = arguments["show"].Value!.Trim();
        var title = arguments["title"].Value!.Trim();
        var episode = (await client.PostAsync($"shows/{Uri.EscapeDataString(show)}/episodes", new()
        {
            ["title"] = title,
            ["description"] = title,
            ["recording"] = new JsonObject { ["contentLength"] = RandomAccess.GetLength(recording) },
        }, cancellationToken)).Json;
        await new RecordingUpload(client, TimeProvider.System).RunAsync(episode["upload"]!, recording, new Progress<long>(), cancellationToken);
        return CommandResults.Success($"The episode '{episode["id"]}' is uploaded. It is in the feeds of the show '{show}' as soon as it is transcoded.");
    }

    private static async Task<ExecuteCommandResult> RevokeAsync(PublisherClient client, string subscriber, CancellationToken cancellationToken)
    {
        if (!subscriber.Contains('@'))
        {
            return await RevokeByIdAsync(client, subscriber, cancellationToken);
        }

        // A person's address stays out of every message: Aspire writes messages into the resource's log.
        var active = (await client.FindSubscribersAsync(subscriber, cancellationToken)).Where(found => found["status"]!.GetValue<string>() != "revoked").ToList();
        return active switch
        {
            [] => CommandResults.Failure("Nobody with this e-mail address has a subscription that can be revoked."),
            [var only] => await RevokeByIdAsync(client, only["id"]!.GetValue<string>(), cancellationToken),
            _ => CommandResults.Failure(
                $"{active.Count} subscribers have this e-mail address; name one by its id: {string.Join(", ", active.Select(found => found["id"]!.GetValue<string>()))}."),
        };
    }

    private static async Task<ExecuteCommandResult> RevokeByIdAsync(PublisherClient client, string id, CancellationToken cancellationToken)
    {
        await client.PostAsync($"subscribers/{Uri.EscapeDataString(id)}/revoke", [], cancellationToken);
        return CommandResults.Success($"The subscriber {id} is revoked.");
    }

    private static async Task<ExecuteCommandResult> RunAsync(LocalAwsResource aws, Func<PublisherClient, Task<ExecuteCommandResult>> run)
    {
        try
        {
            using var client = new PublisherClient(aws.PublisherConnection, Loopback.CreateHandler);
            return await run(client);
        }
        catch (PublisherApiException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            return CommandResults.Failure($"The subscriber or the show does not exist. {refused.Message}");
        }
        catch (Exception failure) when (failure is PublisherApiException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            return CommandResults.Failure(failure.Message);
        }
    }

    private static bool TryParseDay(string? text, out DateTimeOffset day) => DateTimeOffset.TryParseExact(
        text?.Trim(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out day);
}
