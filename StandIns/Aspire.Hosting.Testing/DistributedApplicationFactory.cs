using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Testing;

/// <summary>Runs the entry point of an app host, and lets a subclass take part.</summary>
/// <param name="entryPoint">A type of the app host's assembly.</param>
/// <param name="args">The command line arguments.</param>
public class DistributedApplicationFactory(Type entryPoint, string[] args) : IDisposable, IAsyncDisposable
{
    private readonly Type _entryPoint = entryPoint ?? throw new ArgumentNullException(nameof(entryPoint));
    private readonly string[] _args = Arguments.ThrowIfAnyIsEmpty(args);
    private readonly CancellationTokenSource _disposed = new();
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isRunning;

    /// <summary>Makes a factory without arguments.</summary>
    public DistributedApplicationFactory(Type entryPoint) : this(entryPoint, [])
    {
    }

    /// <summary>Starts the application.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => WaitAsync(_started.Task, cancellationToken);

    /// <summary>A client whose base address is that of a resource.</summary>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = default) => Started.CreateHttpClient(resourceName, endpointName);

    /// <summary>The connection string of a resource.</summary>
    public ValueTask<string?> GetConnectionString(string resourceName) => Started.GetConnectionStringAsync(resourceName);

    /// <summary>The address of a resource's endpoint.</summary>
    public Uri GetEndpoint(string resourceName, string? endpointName = default) => Started.GetEndpoint(resourceName, endpointName);

    /// <inheritdoc />
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the application and all its processes.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        await _disposed.CancelAsync().ConfigureAwait(false);
        _builder.TrySetCanceled();
        _started.TrySetCanceled();
        GC.SuppressFinalize(this);
        if (_isRunning == 0)
        {
            return;
        }

        if (!_application.Task.IsCompletedSuccessfully)
        {
            _application.TrySetCanceled();
            return;
        }

        var application = await _application.Task.ConfigureAwait(false);
        var timeout = application.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        application.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _exited.Task.WaitAsync(timeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await application.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The options may be changed.</summary>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>The description begins.</summary>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>The description is complete and may be changed.</summary>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>The application is built.</summary>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    internal Task<DistributedApplicationBuilder> WaitForBuilderAsync(CancellationToken cancellationToken) => WaitAsync(_builder.Task, cancellationToken);

    internal Task<DistributedApplication> WaitForApplicationAsync(CancellationToken cancellationToken) => WaitAsync(_application.Task, cancellationToken);

    private DistributedApplication Started
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            return _started.Task.IsCompletedSuccessfully
                ? _application.Task.GetAwaiter().GetResult()
                : throw new InvalidOperationException("The application has not been started.");
        }
    }

    private async Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        await WaitAsync((Task)task, cancellationToken).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    private async Task WaitAsync(Task task, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        EnsureRunning();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        await task.WaitAsync(either.Token).ConfigureAwait(false);
    }

    private void EnsureRunning()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            EntryPointThread.Start(_entryPoint, _args, new Observer(this), Exited);
        }
    }

    private void Exited(Exception? error)
    {
        // An entry point that ends without having built, or started, an application leaves its caller nothing to wait for.
        var reason = error ?? new InvalidOperationException($"The entry point exited without building a {nameof(DistributedApplication)}.");
        _builder.TrySetException(reason);
        _application.TrySetException(reason);
        _started.TrySetException(reason);
        if (error is null)
        {
            _exited.TrySetResult();
        }
        else
        {
            _exited.TrySetException(error);
        }
    }

    private sealed class Observer(DistributedApplicationFactory factory) : IBuilderObserver
    {
        public void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings hostOptions) =>
            TestDefaults.Apply(factory._entryPoint.Assembly, factory._args, options, hostOptions, factory.OnBuilderCreating);

        public void Constructed(DistributedApplicationBuilder builder) => factory.OnBuilderCreated(builder);

        public void Building(DistributedApplicationBuilder builder)
        {
            factory._builder.TrySetResult(builder);
            factory.OnBuilding(builder);
        }

        public void Built(DistributedApplication application)
        {
            factory._application.TrySetResult(application);
            factory.OnBuilt(application);
        }

        public void Started() => factory._started.TrySetResult();
    }
}
