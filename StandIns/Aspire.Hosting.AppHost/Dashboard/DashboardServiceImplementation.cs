using System.Globalization;
using Aspire.Hosting.Dashboard.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>Shows the dashboard the resources, their logs and their commands.</summary>
internal sealed class DashboardServiceImplementation(
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ResourceCommandService commands,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime) : Protocol.DashboardService.DashboardServiceBase
{
    // The dashboard draws a log line as a whole; one of megabytes would only freeze it.
    private const int MaxLineLength = 64 * 1024;

    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = ApplicationName() });

    public override Task WatchResources(
        WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context) =>
        UntilClosedAsync(context, async cancellationToken =>
        {
            // What there is comes as the first changes; an empty beginning tells the dashboard that it is connected.
            await responseStream.WriteAsync(new() { InitialData = new() }, cancellationToken).ConfigureAwait(false);
            await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                var changes = new WatchResourcesChanges { Value = { new WatchResourcesChange { Upsert = ResourceMessages.From(change) } } };
                await responseStream.WriteAsync(new() { Changes = changes }, cancellationToken).ConfigureAwait(false);
            }
        });

    public override Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context) =>
        UntilClosedAsync(context, async cancellationToken =>
        {
            var lines = request.SuppressFollow ? loggers.GetAllAsync(request.ResourceName) : loggers.WatchAsync(request.ResourceName);
            await foreach (var batch in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var update = new WatchResourceConsoleLogsUpdate();
                update.LogLines.AddRange(batch.Select(line => new ConsoleLogLine
                {
                    Text = line.Content.Length > MaxLineLength ? line.Content[..MaxLineLength] : line.Content,
                    IsStdErr = line.IsErrorMessage,
                    LineNumber = line.LineNumber,
                }));
                await responseStream.WriteAsync(update, cancellationToken).ConfigureAwait(false);
            }
        });

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        var arguments = request.Arguments.Select(argument => new Hosting.InteractionInput { Name = argument.Key, InputType = Hosting.InputType.Text, Value = Text(argument.Value) });
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, new InteractionInputCollection([.. arguments]), context.CancellationToken).ConfigureAwait(false);
        var response = new ResourceCommandResponse
        {
            Kind = result.Success ? ResourceCommandResponseKind.Succeeded
                : result.Canceled ? ResourceCommandResponseKind.Cancelled
                : result.InvalidArguments is not null ? ResourceCommandResponseKind.InvalidArguments
                : ResourceCommandResponseKind.Failed,
        };
        if (result.Message is { } message)
        {
            response.Message = message;
        }

        if (result.Data is { } data)
        {
            response.Result = new()
            {
                Value = data.Value,
                Format = (Protocol.CommandResultFormat)((int)data.Format + 1),
                DisplayImmediately = data.DisplayImmediately,
            };
        }

        return response;
    }

    // The application asks nothing of whoever looks at the dashboard, so this stays open and silent.
    public override Task WatchInteractions(
        IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream, ServerCallContext context) =>
        UntilClosedAsync(context, cancellationToken => Task.Delay(Timeout.Infinite, cancellationToken));

    /// <summary>"Shop.AppHost" hosts "Shop".</summary>
    private string ApplicationName()
    {
        const string suffix = "AppHost";
        var name = configuration[KnownConfigNames.DashboardApplicationName] ?? string.Empty;
        return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? name[..^suffix.Length].TrimEnd('.') : name;
    }

    private static string? Text(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.NumberValue => value.NumberValue.ToString("R", CultureInfo.InvariantCulture),
        Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        _ => null,
    };

    // Ends with the caller or with the application, and neither is an error.
    private async Task UntilClosedAsync(ServerCallContext context, Func<CancellationToken, Task> work)
    {
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await work(closed.Token).ConfigureAwait(false);
        }
        catch (Exception ended) when (closed.IsCancellationRequested && ended is OperationCanceledException or InvalidOperationException or IOException)
        {
        }
    }
}
