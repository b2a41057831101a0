using Aspire.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>One resource that is a process: starts it, follows its life and reports it, stops it.</summary>
internal sealed partial class ProcessResource(IResource resource, ProcessResources owner)
{
    private const int LastLines = 10;

    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_sameSignal = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private Task _life = Task.CompletedTask;
    private CancellationTokenSource? _starting;
    private ChildProcess? _process;
    private bool _isStopping;
    private bool _hasEnded;

    /// <summary>Starts the process when all it waits for is there. One that waits is started without further waiting.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        CancellationTokenSource starting;
        lock (_gate)
        {
            if (_hasEnded || _process is not null)
            {
                return;
            }

            if (_starting is not null)
            {
                // It waits for others: leaving the Waiting state is what ends the wait.
                _ = PublishAsync(state => state.State?.Text == KnownResourceStates.Waiting ? state with { State = KnownResourceStates.Starting } : state);
                return;
            }

            _isStopping = false;
            _starting = starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        }

        try
        {
            await StartProcessAsync(starting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (starting.IsCancellationRequested)
        {
            await PublishAsync(state => state with { State = KnownResourceStates.Exited, StopTimeStamp = Now }).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await FailAsync(error).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _starting = null;
            }

            starting.Dispose();
        }
    }

    /// <summary>Stops the process, or gives its start up.</summary>
    public async Task StopAsync()
    {
        ChildProcess? process;
        lock (_gate)
        {
            _isStopping = true;
            _starting?.Cancel();
            process = _process;
        }

        if (process is not null)
        {
            await PublishAsync(state => state with { State = KnownResourceStates.Stopping }).ConfigureAwait(false);
            await process.StopAsync(s_grace).ConfigureAwait(false);
            await _life.ConfigureAwait(false);
        }
    }

    /// <summary>Stops the process for good.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            _hasEnded = true;
        }

        return StopAsync();
    }

    private ResourceLog Log => owner.Loggers.Log(resource.InstanceId);

    private DateTime Now => owner.Time.GetUtcNow().UtcDateTime;

    private async Task StartProcessAsync(CancellationToken cancellationToken)
    {
        await PublishAsync(state => state with
        {
            State = KnownResourceStates.Starting,
            CreationTimeStamp = state.CreationTimeStamp ?? Now,
            StartTimeStamp = null,
            StopTimeStamp = null,
            ExitCode = null,
            ReadyTask = null,
            HealthReports = InitialState.HealthReports(resource),
        }).ConfigureAwait(false);
        if (resource is IResourceWithConnectionString)
        {
            await owner.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, owner.Services), cancellationToken).ConfigureAwait(false);
        }

        await owner.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, owner.Services), cancellationToken).ConfigureAwait(false);
        await PublishAsync(state => state.State?.Text == KnownResourceStates.Waiting ? state with { State = KnownResourceStates.Starting } : state).ConfigureAwait(false);
        var command = await CommandAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_hasEnded)
            {
                return;
            }

            var log = Log;
            _process = ChildProcess.Start(command, owner.Watchdog, log.Append);
            _life = FollowAsync(_process, command);
        }
    }

    private async Task FollowAsync(ChildProcess process, ProcessCommand command)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await PublishAsync(state => state with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = Now,
            Properties = state.Properties.With(ProcessProperties.Of(resource, command, process.Id)),
            EnvironmentVariables = [.. command.Environment.Select(variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, IsFromSpec: true))],
            Urls = ResourceUrls.Snapshot(resource, KnownResourceStates.Running),
        }).ConfigureAwait(false);

        var exitCode = await process.Exited.ConfigureAwait(false);
        bool isStopping;
        lock (_gate)
        {
            _process = null;
            isStopping = _isStopping;
        }

        if (exitCode != 0 && !isStopping)
        {
            _ = ReportFailureAsync(exitCode);
        }

        await PublishAsync(state => state with
        {
            // What ends by itself has finished, whatever its exit code says.
            State = isStopping ? KnownResourceStates.Exited : KnownResourceStates.Finished,
            ExitCode = exitCode,
            StopTimeStamp = Now,
            Urls = ResourceUrls.Snapshot(resource, KnownResourceStates.Finished),
        }).ConfigureAwait(false);
        await AnnounceStopAsync().ConfigureAwait(false);
    }

    private async Task ReportFailureAsync(int exitCode)
    {
        // Ctrl+C reaches the children too, and they may be faster.
        var stopping = owner.ApplicationStopping;
        await Task.Delay(s_sameSignal, owner.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested)
        {
            LogExited(owner.Logger, resource.Name, exitCode, string.Concat(Log.Snapshot().TakeLast(LastLines).Select(line => $"{Environment.NewLine}  {line.Content}")));
        }
    }

    private async Task<ProcessCommand> CommandAsync(CancellationToken cancellationToken)
    {
        var (arguments, environment) = await owner.Configuration.ResolveAsync(resource, cancellationToken).ConfigureAwait(false);
        if (resource.TryGetLastAnnotation<ExecutableAnnotation>(out var executable))
        {
            return new ProcessCommand(executable.Command, arguments, executable.WorkingDirectory, environment);
        }

        var project = resource.Annotations.OfType<IProjectMetadata>().Single();
        if (!project.SuppressBuild)
        {
            await PublishAsync(state => state with { State = new ResourceStateSnapshot(KnownResourceStates.Building, KnownResourceStateStyles.Info) }).ConfigureAwait(false);
        }

        var output = await ProjectOutput.GetAsync(project, owner.BuildConfiguration, Log.Append, cancellationToken).ConfigureAwait(false);
        var profileArguments = LaunchSettingsReader.SelectProfile(resource) is { } selected ? CommandLine.Split(selected.Profile.CommandLineArgs) : [];
        return new ProcessCommand(DotNet.Path, ["exec", output, .. profileArguments, .. arguments], Path.GetDirectoryName(project.ProjectPath)!, environment);
    }

    private async Task FailAsync(Exception error)
    {
        Log.Append(error is DistributedApplicationException ? error.Message : error.ToString(), isError: true);
        LogFailed(owner.Logger, resource.Name, error.Message);
        await PublishAsync(state => state with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            StopTimeStamp = Now,
        }).ConfigureAwait(false);
        await AnnounceStopAsync().ConfigureAwait(false);
    }

    private async Task AnnounceStopAsync()
    {
        if (owner.Notifications.TryGetCurrentState(resource.InstanceId, out var last))
        {
            await owner.Eventing.PublishAsync(new ResourceStoppedEvent(resource, owner.Services, last)).ConfigureAwait(false);
        }
    }

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => owner.Notifications.PublishUpdateAsync(resource, change);

    [LoggerMessage(1, LogLevel.Error, "Resource '{ResourceName}' failed to start: {Reason}")]
    private static partial void LogFailed(ILogger logger, string resourceName, string reason);

    [LoggerMessage(2, LogLevel.Error, "Resource '{ResourceName}' ended with exit code {ExitCode}. Its last lines:{Lines}")]
    private static partial void LogExited(ILogger logger, string resourceName, int exitCode, string lines);
}
