using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs the commands of resources.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services) =>
        (_notifications, _loggers, _services) = (notifications, loggers, services);

    /// <summary>Runs a command of an instance.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resourceId, commandName, new InteractionInputCollection([]), cancellationToken);

    /// <summary>Runs a command of an instance with answers.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId,
        string commandName,
        InteractionInputCollection arguments,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return _notifications.TryGetCurrentState(resourceId, out var current)
            ? await ExecuteAsync(current.Resource, current.ResourceId, commandName, arguments, cancellationToken).ConfigureAwait(false)
            : CommandResults.Failure($"Resource '{resourceId}' not found.");
    }

    /// <summary>Runs a command of a resource.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource, commandName, new InteractionInputCollection([]), cancellationToken);

    /// <summary>Runs a command of a resource with answers.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource,
        string commandName,
        InteractionInputCollection arguments,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(arguments);
        return ExecuteAsync(resource, resource.InstanceId, commandName, arguments, cancellationToken);
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(
        IResource resource,
        string instanceId,
        string commandName,
        InteractionInputCollection arguments,
        CancellationToken cancellationToken)
    {
        var log = _loggers.GetLogger(instanceId);
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(command => command.Name.Equals(commandName, StringComparison.OrdinalIgnoreCase)) is not { } command)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resource.Name}'.");
        }

        LogExecuting(log, commandName);
        try
        {
            var answers = new InteractionInputCollection([.. command.Arguments.Select(input => input.Copy(arguments.TryGetByName(input.Name, out var given) ? given.Value : input.Value))]);
            if (!await AreValidAsync(command, answers, cancellationToken).ConfigureAwait(false))
            {
                return new ExecuteCommandResult { Success = false, Message = "Command argument validation failed.", InvalidArguments = answers };
            }

            var result = await command.ExecuteCommand(new ExecuteCommandContext
            {
                Arguments = answers,
                CancellationToken = cancellationToken,
                Logger = log,
                ResourceName = instanceId,
                Services = _services,
            }).ConfigureAwait(false);
            LogExecuted(log, commandName, result.Success, result.Message);
            return result;
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception error)
        {
            LogFailed(log, error, commandName);
            return CommandResults.Failure(error);
        }
    }

    private async Task<bool> AreValidAsync(ResourceCommandAnnotation command, InteractionInputCollection answers, CancellationToken cancellationToken)
    {
        var context = new InputsDialogValidationContext { Inputs = answers, CancellationToken = cancellationToken, Services = _services };
        foreach (var answer in answers.Where(answer => !answer.Disabled))
        {
            if (Complaint(answer) is { } complaint)
            {
                context.AddValidationError(answer, complaint);
            }
        }

        if (!context.HasErrors && command.ValidateArguments is { } validate)
        {
            await validate(context).ConfigureAwait(false);
        }

        return !context.HasErrors;
    }

    private static string? Complaint(InteractionInput answer) => answer switch
    {
        { Value: null or "" } => answer.Required ? "Value is required." : null,
        { MaxLength: { } most } when answer.Value.Length > most => $"Value length exceeds {most} characters.",
        { InputType: InputType.Boolean } when !bool.TryParse(answer.Value, out _) => "Value must be a valid boolean.",
        { InputType: InputType.Number } when !double.TryParse(answer.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "Value must be a valid number.",
        { InputType: InputType.Choice, AllowCustomChoice: false, Options: { } options } when !options.Any(option => option.Key == answer.Value) => "Value must be one of the provided options.",
        _ => null,
    };

    [LoggerMessage(1, LogLevel.Information, "Executing command '{CommandName}'.")]
    private static partial void LogExecuting(ILogger logger, string commandName);

    [LoggerMessage(2, LogLevel.Information, "Executed command '{CommandName}', success: {Success}. {Message}")]
    private static partial void LogExecuted(ILogger logger, string commandName, bool success, string? message);

    [LoggerMessage(3, LogLevel.Error, "Error executing command '{CommandName}'.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string commandName);
}
