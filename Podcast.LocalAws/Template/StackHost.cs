namespace Podcast.LocalAws.Template;

/// <summary>
/// What is deployed at present, and the way to change it. The template that the process was started with is the first deployment. A service
/// that needs what is current reads it at each use, or is an <see cref="IStackConsumer"/>.
/// </summary>
internal sealed class StackHost : IDisposable
{
    private readonly Lazy<IReadOnlyList<IStackConsumer>> _consumers;
    private readonly SemaphoreSlim _applying = new(1, 1);
    private Stack _current;

    /// <param name="initial">The stack at start.</param>
    /// <param name="consumers">Created when the first stack is applied, because consumers may need this object themselves.</param>
    public StackHost(Stack initial, Func<IEnumerable<IStackConsumer>> consumers)
    {
        _current = initial;
        _consumers = new(() => [.. consumers()]);
    }

    /// <summary>The deployed resources; during an update, as far as it has come.</summary>
    public Stack Current => Volatile.Read(ref _current);

    /// <summary>Brings the first stack to the services, in the order of their registration. What waits for other processes goes on afterwards.</summary>
    /// <exception cref="TemplateException">The template has what a service cannot make.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _applying.WaitAsync(cancellationToken);
        var waiting = new List<Task>();
        try
        {
            foreach (var consumer in _consumers.Value)
            {
                var applying = consumer.ApplyAsync(Current, cancellationToken);
                if (consumer.WaitsForOthers && applying.Exception?.InnerException is not TemplateException)
                {
                    waiting.Add(applying);
                }
                else
                {
                    await applying;
                }
            }
        }
        catch
        {
            _applying.Release();
            throw;
        }

        _ = ReleaseAfterAsync(waiting);
    }

    /// <summary>Makes a stack the current one and brings it to every service. After a failure the caller applies what was there before.</summary>
    /// <exception cref="TemplateException">A service cannot make a resource.</exception>
    /// <exception cref="Core.AwsException">A service refuses a resource.</exception>
    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken) => ApplyAsync(_ => stack, cancellationToken);

    /// <summary>Brings the current stack to every service again, after something beside the template has changed.</summary>
    public Task ApplyAgainAsync(CancellationToken cancellationToken) => ApplyAsync(current => current, cancellationToken);

    private async Task ApplyAsync(Func<Stack, Stack> choose, CancellationToken cancellationToken)
    {
        await _applying.WaitAsync(cancellationToken);
        try
        {
            var stack = choose(Current);
            Volatile.Write(ref _current, stack);
            foreach (var consumer in _consumers.Value)
            {
                await consumer.ApplyAsync(stack, cancellationToken);
            }
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _applying.Dispose();

    // A deployment waits for the start to end. Each consumer reports its result by its readiness.
    private async Task ReleaseAfterAsync(IEnumerable<Task> waiting)
    {
        await Task.WhenAll(waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            _applying.Release();
        }
        catch (ObjectDisposedException)
        {
            // The process has stopped meanwhile.
        }
    }
}
