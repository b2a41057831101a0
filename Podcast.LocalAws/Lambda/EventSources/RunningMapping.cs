namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>A mapping while it reads its stream.</summary>
internal sealed class RunningMapping
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _reading;

    public RunningMapping(
        EventSourceMappingConfiguration configuration,
        EventSourceMapping mapping,
        Func<EventSourceMapping, CancellationToken, Task> run,
        CancellationToken processStops)
    {
        Configuration = configuration;
        Mapping = mapping;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(processStops);
        _reading = run(mapping, _stop.Token);
        Started = Task.WhenAny(mapping.Started, _reading);
    }

    public EventSourceMappingConfiguration Configuration { get; }

    public EventSourceMapping Mapping { get; }

    /// <summary>Ends when the stream's shards are known and read, or the reading has been stopped.</summary>
    public Task Started { get; }

    /// <summary>Ends the reading; a batch that is under way is read again by whoever goes on.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }
}
