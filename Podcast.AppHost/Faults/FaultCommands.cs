using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Faults;

/// <summary>Commands of the dashboard that switch faults on and off; see docs/faults.md.</summary>
internal static class FaultCommands
{
    private const string Path = "/_localaws/faults";
    private const int MaxSeconds = 3600;

    /// <summary>What can be broken, by the name that the fault has for it.</summary>
    private static readonly KeyValuePair<string, string>[] Services =
    [
        new("dynamodb", "DynamoDB"),
        new("dynamodb.streams", "DynamoDB Streams, as Lambda polls them"),
        new("s3", "S3"),
        new("lambda", "Lambda's API"),
        new("function", "The functions of the stack"),
        new("cf.kvs", "The key-value store, as the edge reads it"),
        new("cloudfront-keyvaluestore", "The key-value store, as functions write it"),
        new("mediaconvert", "MediaConvert"),
        new("scheduler", "EventBridge Scheduler"),
        new("events", "EventBridge"),
        new("sqs", "SQS"),
    ];

    private static readonly KeyValuePair<string, string>[] Kinds =
    [
        new("outage", "Down: every call fails"),
        new("throttle", "Busy: every call is throttled"),
        new("latency", "Slow: every call takes 2 seconds longer"),
    ];

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds the commands to the local AWS.</summary>
    public static void AddFaultCommands(this LocalAwsResource aws)
    {
        aws.Project.ApplicationBuilder.Services.AddLoopbackHttpClient();
        aws.Project
            .WithHttpCommand(
                Path,
                "Break a service",
                endpointName: LocalAwsEndpoints.Api,
                commandName: "break-service",
                commandOptions: new()
                {
                    Method = HttpMethod.Put,
                    HttpClientName = Loopback.ClientName,
                    Description = "Makes a service fail or slow for a while, to watch the system cope.",
                    IconName = "PlugDisconnected",
                    Arguments =
                    [
                        new() { Name = "service", Label = "Service", InputType = InputType.Choice, Required = true, Options = Services, Value = "dynamodb" },
                        new() { Name = "kind", Label = "How", InputType = InputType.Choice, Required = true, Options = Kinds, Value = "outage" },
                        new() { Name = "seconds", Label = "For how many seconds", InputType = InputType.Number, Required = true, Value = "60" },
                    ],
                    ValidateArguments = ValidateSeconds,
                    PrepareRequest = context =>
                    {
                        var service = context.Arguments.GetString("service");
                        context.Request.RequestUri = new(context.Request.RequestUri!, $"{Path}/dashboard-{service}");
                        context.Request.Content = Fault(service!, context.Arguments.GetString("kind")!, context.Arguments.GetInt32("seconds"));
                        return Task.CompletedTask;
                    },
                    GetCommandResult = context => DescribeAsync(
                        context, $"'{context.Arguments.GetString("service")}' is broken for {context.Arguments.GetInt32("seconds")} seconds, or until the faults are cleared."),
                })
            .WithCommand(
                "kvs-outage",
                "Key-value store outage",
                context => BreakStoreAsync(aws, context),
                new CommandOptions
                {
                    Description = "Takes the key-value store away from the edge and from its writers, until the faults are cleared.",
                    ConfirmationMessage = "Feeds and audio go on by the fallback; changes reach the edge only when the faults are cleared.",
                    IconName = "DatabaseWarning",
                })
            .WithHttpCommand(
                Path,
                "Clear faults",
                endpointName: LocalAwsEndpoints.Api,
                commandName: "clear-faults",
                commandOptions: new()
                {
                    Method = HttpMethod.Delete,
                    HttpClientName = Loopback.ClientName,
                    Description = "Ends everything that was broken on purpose.",
                    IconName = "PlugConnected",
                    GetCommandResult = context => DescribeAsync(context, "Every service responds normally again."),
                });
    }

    private static Task ValidateSeconds(InputsDialogValidationContext context)
    {
        var seconds = context.Inputs["seconds"];
        if (!int.TryParse(seconds.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MaxSeconds)
        {
            context.AddValidationError(seconds, $"Give a whole number from 1 to {MaxSeconds}.");
        }

        return Task.CompletedTask;
    }

    private static async Task<ExecuteCommandResult> BreakStoreAsync(LocalAwsResource aws, ExecuteCommandContext context)
    {
        try
        {
            using var http = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient(Loopback.ClientName);
            http.Timeout = RequestTimeout;
            foreach (var service in (string[])["cf.kvs", "cloudfront-keyvaluestore"])
            {
                using var fault = Fault(service, "outage", seconds: null);
                using var response = await http.PutAsync(new Uri($"{aws.Api.Url}{Path}/dashboard-{service}"), fault, context.CancellationToken);
                response.EnsureSuccessStatusCode();
            }

            return CommandResults.Success("The store is down for the edge and for its writers, until the faults are cleared.");
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return CommandResults.Failure($"The local AWS does not respond: {failure.Message}");
        }
    }

    private static async Task<ExecuteCommandResult> DescribeAsync(HttpCommandResultContext context, string done)
    {
        if (context.Response.IsSuccessStatusCode)
        {
            return CommandResults.Success(done);
        }

        var body = await context.Response.Content.ReadFromJsonAsync<JsonObject>(context.CancellationToken);
        return CommandResults.Failure($"The local AWS refused it: {body?["reason"]}");
    }

    private static StringContent Fault(string service, string kind, int? seconds)
    {
        var fault = new JsonObject { ["service"] = service, ["kind"] = kind, ["durationSeconds"] = seconds };
        if (kind == "latency")
        {
            fault["latencyMilliseconds"] = 2000;
        }

        return new(fault.ToJsonString(), Encoding.UTF8, "application/json");
    }
}
